package org.posthorn.imap;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.Password;

/// What LOGIN and AUTHENTICATE have in common.
final class Logins {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    private Logins() {}

    static Reply privacyRequired() {
        return Reply.no(Plain.PRIVACYREQUIRED, "Start TLS first");
    }

    /// Checks the password; on success the session belongs to the account.
    static Reply attempt(Session session, String login, Password password) throws IOException {
        NotAuthenticated before = session.notAuthenticated();
        return switch (session.services().authenticator().authenticate(login, password)) {
            case Authentication.Success(Account account) -> succeed(session, account);
            case Authentication.Failure() -> fail(session, before.afterFailure());
        };
    }

    private static Reply succeed(Session session, Account account) {
        session.become(
                new Authenticated(account, session.services().store().mailboxesOf(account.id())));
        return Reply.ok(new ResponseCode.Capability(Capabilities.of(session)), "Logged in");
    }

    private static Reply fail(Session session, NotAuthenticated after) throws IOException {
        session.become(after);
        sleep(delay(session.settings(), after.failures()));
        if (after.failures() >= session.settings().maxLoginFailures()) {
            session.endAfterReply("Too many failed logins");
        }
        return Reply.no(Plain.AUTHENTICATIONFAILED, "Wrong name or password");
    }

    private static Duration delay(ImapSettings settings, int failures) {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        Duration delay = settings.loginFailureDelay().multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
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
