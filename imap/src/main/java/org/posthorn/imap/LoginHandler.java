package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.imap.command.Command;
import org.posthorn.mailbox.directory.Password;

/// LOGIN (RFC 9051 section 6.2.3).
final class LoginHandler {
    private LoginHandler() {}

    static Reply handle(Command.Login command, Session session) throws IOException {
        session.notAuthenticated();
        if (!session.mayLogin()) {
            return Logins.privacyRequired();
        }
        return Logins.attempt(session, command.user(), new Password(command.password()));
    }
}
