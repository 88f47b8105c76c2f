package org.posthorn.pop3;

import java.time.Duration;

/// What an administrator may say about POP3.
///
/// @param loginTimeout how long a client may take until it has logged in
/// @param idleTimeout how long a client that has logged in may be silent; RFC 1939 section 3 asks
///   for 10 minutes at least
/// @param maxLoginFailures after how many refused logins the connection ends
/// @param plaintextLogin whether passwords may come over an unencrypted connection
public record Pop3Settings(
        Duration loginTimeout, Duration idleTimeout, int maxLoginFailures, boolean plaintextLogin) {

    public static final Pop3Settings DEFAULT =
            new Pop3Settings(Duration.ofSeconds(60), Duration.ofMinutes(10), 5, false);

    public Pop3Settings {
        if (!loginTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("a timeout is longer than nothing");
        }
        if (maxLoginFailures < 1) {
            throw new IllegalArgumentException("a client may try to log in at least once");
        }
    }
}
