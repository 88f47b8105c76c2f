package org.posthorn.pop3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.Password;
import org.posthorn.pop3.Pop3Reply.ResponseCode;

/// What PASS and AUTH have in common.
final class Logins {
    static final Pop3Reply TLS_FIRST =
            new Pop3Reply.Err(ResponseCode.NONE, "Start TLS with STLS first");

    private Logins() {}

    /// Checks the password; on success the session has the account's maildrop.
    static Pop3Reply attempt(
            Pop3Session session, Pop3State.Authorization state, String user, Password password)
            throws IOException {
        return switch (session.services().authenticator().authenticate(user, password)) {
            case Authentication.Success(Account account) -> succeed(session, account);
            case Authentication.Failure() -> fail(session, state.failures() + 1);
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

    private static Pop3Reply fail(Pop3Session session, int failures) throws IOException {
        session.become(new Pop3State.Authorization(Optional.empty(), failures));
        sleep(session.settings().loginFailureDelay());
        return failures >= session.settings().maxLoginFailures()
                ? new Pop3Reply.Goodbye(false, ResponseCode.AUTH, "Too many failed logins")
                : new Pop3Reply.Err(ResponseCode.AUTH, "Wrong name or password");
    }

    private static void sleep(Duration delay) throws IOException {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while a login was being refused");
        }
    }
}
