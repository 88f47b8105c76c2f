package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.LoginAttempt;
import org.posthorn.mailbox.login.LoginProtocol;
import org.posthorn.mailbox.login.LoginResult;
import org.posthorn.net.Connection;

/// What LOGIN and AUTHENTICATE have in common.
final class Logins {
    private Logins() {}

    static Reply privacyRequired() {
        return Reply.no(Plain.PRIVACYREQUIRED, "Start TLS first");
    }

    /// Checks the password; on success the session belongs to the account.
    static Reply attempt(Session session, String login, Password password) throws IOException {
        NotAuthenticated before = session.notAuthenticated();
        Connection connection = session.connection();
        var attempt =
                new LoginAttempt(
                        LoginProtocol.IMAP,
                        connection.id(),
                        connection.remoteAddress().getAddress(),
                        login);
        return switch (session.services().logins().attempt(attempt, password, connection::pause)) {
            case LoginResult.Success(Account account) -> succeed(session, account);
            case LoginResult.Failure() -> {
                fail(session, before.afterFailure());
                yield Reply.no(Plain.AUTHENTICATIONFAILED, "Wrong name or password");
            }
            // The password may be right, so a program should not ask its user for another (RFC 5530
            // section 3).
            case LoginResult.TooMany() -> {
                fail(session, before.afterFailure());
                yield Reply.no(Plain.UNAVAILABLE, "Too many logins have failed; try again later");
            }
        };
    }

    private static Reply succeed(Session session, Account account) {
        session.become(
                new Authenticated(account, session.services().store().mailboxesOf(account.id())));
        return Reply.ok(new ResponseCode.Capability(Capabilities.of(session)), "Logged in");
    }

    private static void fail(Session session, NotAuthenticated after) {
        session.become(after);
        if (after.failures() >= session.settings().maxLoginFailures()) {
            session.endAfterReply("Too many failed logins");
        }
    }
}
