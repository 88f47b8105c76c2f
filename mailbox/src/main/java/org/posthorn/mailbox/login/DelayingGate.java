package org.posthorn.mailbox.login;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.directory.Authentication;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.login.KnownClients.Client;

/// Lets logins wait for their turn, and logs and counts what becomes of them.
final class DelayingGate implements LoginGate {
    private final Authenticator authenticator;
    private final LoginQueue queue;
    private final LoginJournal journal;
    private final long patienceNanos;
    private final LongSupplier nanoTime;

    DelayingGate(
            Authenticator authenticator,
            LoginSettings settings,
            PrometheusRegistry registry,
            LongSupplier nanoTime) {
        this.authenticator = authenticator;
        this.nanoTime = nanoTime;
        queue = new LoginQueue(settings, nanoTime);
        journal = new LoginJournal(registry, nanoTime);
        patienceNanos = settings.longestDelay().toNanos();
    }

    @Override
    public LoginResult attempt(LoginAttempt attempt, LoginProof proof, Pause pause)
            throws IOException {
        Client client =
                new Client(AccountName.of(attempt.login()), ClientNetwork.of(attempt.address()));
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
            long end = nanoTime.getAsLong() + patienceNanos;
            Duration delay = first;
            while (!delay.isZero()) {
                if (end - nanoTime.getAsLong() < delay.toNanos()) {
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
                journal.failed(attempt);
                yield new LoginResult.Failure();
            }
        };
    }
}
