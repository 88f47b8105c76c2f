package org.posthorn.pop3;

import java.io.IOException;
import java.util.Optional;
import org.posthorn.mailbox.directory.Password;

/// PASS (RFC 1939 section 7); the password is the rest of the line, spaces included.
final class PassHandler {
    private PassHandler() {}

    static Pop3Reply handle(Pop3Session session, Pop3State.Authorization state, String argument)
            throws IOException {
        if (!session.mayLogin()) {
            return Logins.TLS_FIRST;
        }
        if (state.user().isEmpty()) {
            return Pop3Reply.err("Say USER first");
        }
        session.become(new Pop3State.Authorization(Optional.empty(), state.failures()));
        return Logins.attempt(session, state, state.user().get(), new Password(argument));
    }
}
