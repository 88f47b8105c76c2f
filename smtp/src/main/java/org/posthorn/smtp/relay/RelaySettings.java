package org.posthorn.smtp.relay;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How mail is sent to other servers.
///
/// @param hostname how we call ourselves in EHLO
/// @param source the address that connections come from, used for targets of its family; empty
///   leaves it to the system
/// @param timeouts how long the other side may take
/// @param trust whom to trust where certificates are verified; empty for the JVM's authorities
/// @param maxMessages of one connection; default 100
/// @param maxIdle after which a connection is not used again; default 15 seconds
/// @param maxRecipients of one transaction; default and least to be expected 100 (RFC 5321 section
///   4.5.3.1.8)
/// @param maxConvertedOctets of a message that is converted for a server that takes fewer kinds of
///   octets, which happens in memory; default 10 MiB
public record RelaySettings(
        String hostname,
        Optional<InetAddress> source,
        RelayTimeouts timeouts,
        Optional<SSLContext> trust,
        int maxMessages,
        Duration maxIdle,
        int maxRecipients,
        int maxConvertedOctets) {

    public RelaySettings {
        require(AddressCheck.isHostname(hostname), "a host name: " + hostname);
        require(maxMessages >= 1, "a number of messages: " + maxMessages);
        require(!maxIdle.isNegative(), "a time: " + maxIdle);
        require(maxRecipients >= 1, "a number of recipients: " + maxRecipients);
        require(maxConvertedOctets >= 0, "a size: " + maxConvertedOctets);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("not " + what);
        }
    }

    /// The defaults.
    public static RelaySettings of(String hostname) {
        return new RelaySettings(
                hostname,
                Optional.empty(),
                RelayTimeouts.STANDARD,
                Optional.empty(),
                100,
                Duration.ofSeconds(15),
                100,
                10 << 20);
    }

    /// The same with other timeouts.
    public RelaySettings withTimeouts(RelayTimeouts other) {
        return new RelaySettings(
                hostname,
                source,
                other,
                trust,
                maxMessages,
                maxIdle,
                maxRecipients,
                maxConvertedOctets);
    }

    /// The same with other authorities.
    public RelaySettings withTrust(SSLContext context) {
        return new RelaySettings(
                hostname,
                source,
                timeouts,
                Optional.of(context),
                maxMessages,
                maxIdle,
                maxRecipients,
                maxConvertedOctets);
    }

    /// The same with another use of connections.
    public RelaySettings withReuse(int messages, Duration idle) {
        return new RelaySettings(
                hostname,
                source,
                timeouts,
                trust,
                messages,
                idle,
                maxRecipients,
                maxConvertedOctets);
    }

    /// The same with other limits of a transaction.
    public RelaySettings withLimits(int recipients, int convertedOctets) {
        return new RelaySettings(
                hostname,
                source,
                timeouts,
                trust,
                maxMessages,
                maxIdle,
                recipients,
                convertedOctets);
    }
}
