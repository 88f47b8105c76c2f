package org.posthorn.smtp.receive;

import java.time.Duration;

/// How mail is received.
///
/// @param hostname how the server calls itself; default: the machine's name
/// @param maxMessageOctets the largest message, as RFC 1870 counts; default 50 MiB
/// @param maxRecipients recipients of one message; default 1000, at least 100 (RFC 5321 section
///   4.5.3.1.8)
/// @param maxErrors commands that break the protocol before the connection is closed; default 20
/// @param maxFailedLogins failed logins before the connection is closed; default 3
/// @param maxHops `Received` fields of a message before it is taken to be in a loop; default 100
///   (RFC 5321 section 6.3)
/// @param idleTimeout how long a client may be silent; default and least 5 minutes (RFC 5321
///   section 4.5.3.2.7), less only in tests; without a login, a message must begin in that time too
/// @param submission whom we take at their word, and how much they may send
/// @param loginTimeout where clients log in, how long they may take for it; default 1 minute
public record SmtpSettings(
        String hostname,
        long maxMessageOctets,
        int maxRecipients,
        int maxErrors,
        int maxFailedLogins,
        int maxHops,
        Duration idleTimeout,
        Duration loginTimeout,
        SubmissionSettings submission) {

    public SmtpSettings {
        require(ClientName.isValid(hostname), "a host name: " + hostname);
        require(maxMessageOctets >= 1 << 16, "a size of at least 64 KiB: " + maxMessageOctets);
        require(maxRecipients >= 1, "a number of recipients: " + maxRecipients);
        require(maxErrors >= 1, "a number of errors: " + maxErrors);
        require(maxFailedLogins >= 1, "a number of logins: " + maxFailedLogins);
        require(maxHops >= 1, "a number of hops: " + maxHops);
        require(idleTimeout.isPositive(), "a timeout: " + idleTimeout);
        require(loginTimeout.isPositive(), "a timeout: " + loginTimeout);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("not " + what);
        }
    }

    /// The defaults.
    public static SmtpSettings of(String hostname) {
        return new SmtpSettings(
                hostname,
                50L << 20,
                1000,
                20,
                3,
                100,
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                SubmissionSettings.DEFAULT);
    }
}
