package org.posthorn.pop3;

import java.util.Optional;

/// USER (RFC 1939 section 7); every name is taken, so that nobody learns which exist.
final class UserHandler {
    private UserHandler() {}

    static Pop3Reply handle(Pop3Session session, Pop3State.Authorization state, String argument) {
        if (!session.mayLogin()) {
            return Logins.TLS_FIRST;
        }
        if (argument.isBlank()) {
            return Pop3Reply.err("USER needs a name");
        }
        session.become(
                new Pop3State.Authorization(Optional.of(argument.strip()), state.failures()));
        return new Pop3Reply.Ok("Now the password");
    }
}
