package org.posthorn.net;

import java.time.Duration;

/// How long a peer may take.
///
/// @param handshake for a whole TLS handshake
/// @param read for the next octets, and from a line's first octet to its last; a session may change
///   it
/// @param write for taking one block of at most 16 KiB that we send
public record Timeouts(Duration handshake, Duration read, Duration write) {

    /// Half a minute for a handshake, five to read (RFC 5321 section 4.5.3.2.7), two to write.
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(2));

    public Timeouts {
        requirePositive(handshake);
        requirePositive(read);
        requirePositive(write);
    }

    private static void requirePositive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("not a timeout: " + timeout);
        }
    }
}
