package org.posthorn.mailbox.login;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.login.KnownClients.Client;

/// Lets logins wait for their turn, and logs and counts what becomes of them.
final class DelayingGate implements LoginGate {
    private final Authenticator authenticator;
    private final Bans bans;
    private final LoginQueue queue;
    private final LoginJournal journal;
    private final Patience patience;

    /// How long a login waits at most.
    record Patience(Duration longest, LongSupplier nanoTime) {
        private long end() {
            return nanoTime.getAsLong() + longest.toNanos();
        }

        private boolean isOver(long end, Duration delay) {
            return end - nanoTime.getAsLong() < delay.toNanos();
        }
    }

    DelayingGate(
            Authenticator authenticator,
            Bans bans,
            LoginQueue queue,
            LoginJournal journal,
            Patience patience) {
        this.authenticator = authenticator;
        this.bans = bans;
        this.queue = queue;
        this.journal = journal;
        this.patience = patience;
    }

    @Override
    public LoginResult attempt(LoginAttempt attempt, LoginProof proof, Pause pause)
            throws IOException {
        Client client =
                new Client(AccountName.of(attempt.login()), ClientNetwork.of(attempt.address()));
        if (bans.contains(client.network()) && !queue.isKnown(client)) {
            journal.putOff(attempt, client.network());
            return new LoginResult.TooMany();
        }
        Duration delay = queue.enter(client);
        if (!delay.isZero() && !awaitTurn(attempt, client, delay, pause)) {
            journal.putOff(attempt, client.network());
            return new LoginResult.TooMany();
        }
        try {
            return check(attempt, client, proof);
        } finally {
            queue.leave(client);
        }
    }

    /// Tells whether the client is in.
    private boolean awaitTurn(LoginAttempt attempt, Client client, Duration first, Pause pause)
            throws IOException {
        if (!queue.startWaiting(client)) {
            return false;
        }
        try {
            journal.delayed(attempt);
            long end = patience.end();
            Duration delay = first;
            while (!delay.isZero()) {
                if (patience.isOver(end, delay)) {
                    return false;
                }
                pause.await(delay);
                delay = queue.enter(client);
            }
            return true;
        } finally {
            queue.stopWaiting(client);
        }
    }

    private LoginResult check(LoginAttempt attempt, Client client, LoginProof proof) {
        Authentication judged;
        try {
            judged = proof.judgedBy(authenticator);
        } catch (RuntimeException e) {
            journal.unavailable(attempt);
            throw e;
        }
        return switch (judged) {
            case Authentication.Success(var account) -> {
                queue.succeeded(client);
                journal.succeeded(attempt, account);
                yield new LoginResult.Success(account);
            }
            case Authentication.Failure() -> {
                queue.failed(client);
                bans.failed(client.network());
                journal.failed(attempt);
                yield new LoginResult.Failure();
            }
        };
    }
}
