package org.posthorn.pop3;

import java.io.IOException;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.mailbox.login.LoginAttempt;
import org.posthorn.mailbox.login.LoginProtocol;
import org.posthorn.mailbox.login.LoginResult;
import org.posthorn.net.Connection;
import org.posthorn.pop3.Pop3Reply.ResponseCode;

/// What PASS and AUTH have in common.
final class Logins {
    static final Pop3Reply TLS_FIRST =
            new Pop3Reply.Err(ResponseCode.NONE, "Start TLS with STLS first");

    private static final Pop3Reply WRONG =
            new Pop3Reply.Err(ResponseCode.AUTH, "Wrong name or password");

    /// The password may be right, so it is no `AUTH`; and LOGIN-DELAY is for clients that log in
    /// too often, with the right one (RFC 2449 section 8.1.1).
    private static final Pop3Reply PUT_OFF =
            new Pop3Reply.Err(
                    ResponseCode.SYS_TEMP, "Too many logins have failed; try again later");

    private Logins() {}

    /// Checks the password; on success the session has the account's maildrop.
    static Pop3Reply attempt(
            Pop3Session session, Pop3State.Authorization state, String user, Password password)
            throws IOException {
        Connection connection = session.connection();
        var attempt =
                new LoginAttempt(
                        LoginProtocol.POP3,
                        connection.id(),
                        connection.remoteAddress().getAddress(),
                        user);
        return switch (session.services().logins().attempt(attempt, password, connection::pause)) {
            case LoginResult.Success(Account account) -> succeed(session, account);
            case LoginResult.Failure() -> fail(session, state.failures() + 1, WRONG);
            case LoginResult.TooMany() -> fail(session, state.failures() + 1, PUT_OFF);
        };
    }

    private static Pop3Reply succeed(Pop3Session session, Account account) {
        Optional<Maildrop> maildrop =
                Maildrop.open(session.services(), session.locks(), account.id());
        if (maildrop.isEmpty()) {
            return new Pop3Reply.Err(ResponseCode.IN_USE, "Another session has this maildrop");
        }
        session.begin(account, maildrop.get());
        return new Pop3Reply.Ok(
                "%d messages, %d octets"
                        .formatted(maildrop.get().remaining(), maildrop.get().remainingOctets()));
    }

    private static Pop3Reply fail(Pop3Session session, int failures, Pop3Reply reply) {
        session.become(new Pop3State.Authorization(Optional.empty(), failures));
        return failures >= session.settings().maxLoginFailures()
                ? new Pop3Reply.Goodbye(false, ResponseCode.AUTH, "Too many failed logins")
                : reply;
    }
}
