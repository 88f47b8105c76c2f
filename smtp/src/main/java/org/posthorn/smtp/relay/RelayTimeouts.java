package org.posthorn.smtp.relay;

import java.time.Duration;

/// How long another server may take (RFC 5321 section 4.5.3.2). Each reply must be there, whole, in
/// its time: a server that sends an octet now and then holds nobody.
///
/// @param connect for the TCP connection; default 30 seconds
/// @param greeting for the first reply, and for the handshake of TLS; default 5 minutes
/// @param mail for the reply to MAIL, and to whatever has no time of its own; default 5 minutes
/// @param rcpt for the reply to RCPT; default 5 minutes
/// @param data for the reply to DATA; default 2 minutes
/// @param block for taking a block of what we send; default 3 minutes
/// @param dot for the reply to the message; default 10 minutes
public record RelayTimeouts(
        Duration connect,
        Duration greeting,
        Duration mail,
        Duration rcpt,
        Duration data,
        Duration block,
        Duration dot) {

    /// What RFC 5321 section 4.5.3.2 asks for.
    public static final RelayTimeouts STANDARD =
            new RelayTimeouts(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(10));

    public RelayTimeouts {
        requirePositive(connect);
        requirePositive(greeting);
        requirePositive(mail);
        requirePositive(rcpt);
        requirePositive(data);
        requirePositive(block);
        requirePositive(dot);
    }

    private static void requirePositive(Duration timeout) {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("not a timeout: " + timeout);
        }
    }
}
