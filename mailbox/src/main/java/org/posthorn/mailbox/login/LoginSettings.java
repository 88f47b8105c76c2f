package org.posthorn.mailbox.login;

import java.time.Duration;

/// How guessing passwords is slowed down.
///
/// @param failureDelay how long the third failure in a row makes the next login wait; each further
///   one doubles it; nothing turns delays off
/// @param longestDelay what a login waits at most, before it is put off unchecked
/// @param forgetAfter how long after its last failure an address or an account is as good as new
/// @param bans when a network is no longer checked at all
public record LoginSettings(
        Duration failureDelay, Duration longestDelay, Duration forgetAfter, BanSettings bans) {

    public static final LoginSettings DEFAULT =
            new LoginSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    BanSettings.DEFAULT);

    /// Nobody is banned.
    public LoginSettings(Duration failureDelay, Duration longestDelay, Duration forgetAfter) {
        this(failureDelay, longestDelay, forgetAfter, BanSettings.NEVER);
    }

    public LoginSettings {
        if (failureDelay.isNegative() || longestDelay.compareTo(failureDelay) < 0) {
            throw new IllegalArgumentException("the longest delay is none of the shortest");
        }
        if (!forgetAfter.isPositive()) {
            throw new IllegalArgumentException("what is forgotten was known for a while");
        }
    }
}
