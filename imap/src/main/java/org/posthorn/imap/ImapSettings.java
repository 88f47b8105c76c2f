package org.posthorn.imap;

import java.time.Duration;

/// What an administrator may say about IMAP.
///
/// @param maxMessageOctets the largest message that APPEND takes (RFC 7889); 1 KiB to 2 GiB
/// @param loginTimeout how long a client may take until it has logged in
/// @param idleTimeout how long a client that has logged in may be silent; RFC 9051 section 5.4 asks
///   for 30 minutes at least
/// @param maxLoginFailures after how many refused logins the connection ends
/// @param plaintextLogin whether passwords may come over an unencrypted connection
public record ImapSettings(
        long maxMessageOctets,
        Duration loginTimeout,
        Duration idleTimeout,
        int maxLoginFailures,
        boolean plaintextLogin) {
    private static final long KIB = 1024;
    private static final long GIB = KIB * KIB * KIB;

    public static final ImapSettings DEFAULT =
            new ImapSettings(
                    64 * KIB * KIB, Duration.ofSeconds(60), Duration.ofMinutes(30), 5, false);

    public ImapSettings {
        if (maxMessageOctets < KIB || maxMessageOctets > 2 * GIB) {
            throw new IllegalArgumentException("a message of 1 KiB to 2 GiB must be taken");
        }
        if (!loginTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException("a timeout is longer than nothing");
        }
        if (maxLoginFailures < 1) {
            throw new IllegalArgumentException("a client may try to log in at least once");
        }
    }
}
