package org.posthorn.mailbox.login;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Password;

/// Judges the logins of all protocols, the slower the more of them fail.
///
/// Each failure makes the next login wait, of the same account from anywhere and of the same
/// network to any account: nothing for the first two, then a second, two, four, up to half a
/// minute, and as long again as others wait already. One that would have to wait longer, or finds
/// too many waiting, is put off without a look at its password, the right ones like the wrong ones.
/// An account that has logged in from a network lately does not wait there, and is checked even
/// where the network is among the [Bans].
@FunctionalInterface
public interface LoginGate {
    /// Waits for the client's turn, and has what it brings judged.
    ///
    /// @param pause how to wait; nothing is held meanwhile
    LoginResult attempt(LoginAttempt attempt, LoginProof proof, Pause pause) throws IOException;

    /// Waits for the client's turn, and checks its password.
    default LoginResult attempt(LoginAttempt attempt, Password password, Pause pause)
            throws IOException {
        return attempt(attempt, judge -> judge.authenticate(attempt.login(), password), pause);
    }

    /// The gate that does so.
    ///
    /// @param registry where logins are counted
    static LoginGate of(
            Authenticator authenticator, LoginSettings settings, PrometheusRegistry registry) {
        return of(authenticator, settings, registry, new Bans(settings, registry));
    }

    /// The gate that does so.
    ///
    /// @param registry where logins are counted
    /// @param bans whom it does not check
    static LoginGate of(
            Authenticator authenticator,
            LoginSettings settings,
            PrometheusRegistry registry,
            Bans bans) {
        return new DelayingGate(
                authenticator,
                bans,
                new LoginQueue(settings, System::nanoTime),
                new LoginJournal(registry, System::nanoTime),
                new DelayingGate.Patience(settings.longestDelay(), System::nanoTime));
    }
}
