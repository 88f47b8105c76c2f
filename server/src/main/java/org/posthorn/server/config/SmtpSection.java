package org.posthorn.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.smtp.receive.SmtpSettings;

/// The keys of [SmtpSettings].
final class SmtpSection {
    private static final Setting<Long> MAX_MESSAGE_SIZE =
            new Setting<>(
                    "smtp.max-message-size",
                    new Kind.Octets(64 * Kind.Octets.KIB, 2 * Kind.Octets.GIB),
                    50 * Kind.Octets.MIB,
                    "The largest message that is taken (RFC 1870).");

    private static final Setting<Integer> MAX_RECIPIENTS =
            new Setting<>(
                    "smtp.max-recipients",
                    new Kind.WholeNumber(100, 100_000),
                    1000,
                    "How many recipients one message may have (RFC 5321 section 4.5.3.1.8).");

    private static final Setting<Integer> MAX_ERRORS =
            new Setting<>(
                    "smtp.max-errors",
                    new Kind.WholeNumber(1, 1000),
                    20,
                    "After how many commands that break the protocol the connection ends.");

    private static final Setting<Integer> MAX_LOGIN_FAILURES =
            new Setting<>(
                    "smtp.max-login-failures",
                    new Kind.WholeNumber(1, 100),
                    3,
                    "After how many refused logins the connection ends.");

    private static final Setting<Integer> MAX_HOPS =
            new Setting<>(
                    "smtp.max-hops",
                    new Kind.WholeNumber(30, 1000),
                    100,
                    """
                    With how many Received fields a message is taken to go round in circles (RFC 5321 \
                    section 6.3).\
                    """);

    private static final Setting<Duration> IDLE_TIMEOUT =
            new Setting<>(
                    "smtp.idle-timeout",
                    new Kind.TimeSpan(Duration.ofMinutes(5), Duration.ofHours(1)),
                    Duration.ofMinutes(5),
                    """
                    How long a client may be silent (RFC 5321 section 4.5.3.2.7), and, where nobody logs in, how \
                    long it may stay without a message.\
                    """);

    private static final Setting<Duration> LOGIN_TIMEOUT = LoginKeys.timeout("smtp");

    static final Section SECTION =
            new Section("smtp", "How mail is received, by SMTP, submission and LMTP.", settings());

    private SmtpSection() {}

    private static List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>();
        settings.add(MAX_MESSAGE_SIZE);
        settings.add(MAX_RECIPIENTS);
        settings.add(MAX_ERRORS);
        settings.add(MAX_LOGIN_FAILURES);
        settings.add(MAX_HOPS);
        settings.add(IDLE_TIMEOUT);
        settings.add(LOGIN_TIMEOUT);
        settings.addAll(SubmissionKeys.ALL);
        return settings;
    }

    static SmtpSettings from(Values values, String hostname) {
        return new SmtpSettings(
                hostname,
                values.get(MAX_MESSAGE_SIZE),
                values.get(MAX_RECIPIENTS),
                values.get(MAX_ERRORS),
                values.get(MAX_LOGIN_FAILURES),
                values.get(MAX_HOPS),
                values.get(IDLE_TIMEOUT),
                values.get(LOGIN_TIMEOUT),
                SubmissionKeys.from(values));
    }
}
