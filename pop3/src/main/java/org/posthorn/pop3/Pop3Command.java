package org.posthorn.pop3;

import java.io.IOException;

/// What a command does with the text behind its name; empty when there is none.
@FunctionalInterface
interface Pop3Command {
    Pop3Reply handle(Pop3Session session, String argument) throws IOException;

    /// A command of the AUTHORIZATION state.
    @FunctionalInterface
    interface BeforeLogin {
        Pop3Reply handle(Pop3Session session, Pop3State.Authorization state, String argument)
                throws IOException;
    }

    /// A command of the TRANSACTION state.
    @FunctionalInterface
    interface AfterLogin {
        Pop3Reply handle(Maildrop maildrop, String argument);
    }

    static Pop3Command beforeLogin(BeforeLogin command) {
        return (session, argument) ->
                session.state() instanceof Pop3State.Authorization state
                        ? command.handle(session, state, argument)
                        : Pop3Reply.err("You are logged in already");
    }

    static Pop3Command afterLogin(AfterLogin command) {
        return (session, argument) ->
                session.state() instanceof Pop3State.Transaction(Maildrop maildrop)
                        ? command.handle(maildrop, argument)
                        : Pop3Reply.err("Log in first");
    }
}
