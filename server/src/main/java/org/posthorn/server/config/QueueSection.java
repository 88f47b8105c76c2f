package org.posthorn.server.config;

import java.time.Duration;
import java.util.List;
import org.posthorn.smtp.queue.QueueSettings;

/// The keys of [QueueSettings].
final class QueueSection {
    private static final Setting<Duration> EXPIRY =
            new Setting<>(
                    "queue.expiry",
                    new Kind.TimeSpan(Duration.ofMinutes(1), Duration.ofHours(24 * 30)),
                    Duration.ofHours(24 * 5),
                    """
                    After how long a message is given up that could not be delivered, and returned to its sender \
                    (RFC 5321 section 4.5.4.1).\
                    """);

    private static final Setting<Duration> DELAY_NOTICE =
            new Setting<>(
                    "queue.delay-notice",
                    new Kind.TimeSpan(Duration.ofMinutes(1), Duration.ofHours(24 * 30)),
                    Duration.ofHours(4),
                    "After how long a sender is told that a message is not delivered yet.");

    private static final Setting<Duration> FIRST_RETRY =
            new Setting<>(
                    "queue.first-retry",
                    new Kind.TimeSpan(Duration.ofSeconds(1), Duration.ofHours(4)),
                    Duration.ofMinutes(5),
                    """
                    How long a message waits after its first attempt; each further time is about twice as long. \
                    Servers that put off whom they do not know expect some minutes.\
                    """);

    private static final Setting<Duration> LONGEST_RETRY =
            new Setting<>(
                    "queue.longest-retry",
                    new Kind.TimeSpan(Duration.ofSeconds(1), Duration.ofHours(24)),
                    Duration.ofHours(4),
                    "The longest time between two attempts.");

    private static final Setting<Duration> FIRST_SITE_RETRY =
            new Setting<>(
                    "queue.first-site-retry",
                    new Kind.TimeSpan(Duration.ofSeconds(1), Duration.ofHours(1)),
                    Duration.ofMinutes(1),
                    """
                    How long all mail for the same servers waits when none of them answers; each further time is \
                    about twice as long, up to half an hour.\
                    """);

    private static final Setting<Integer> CONNECTIONS =
            new Setting<>(
                    "queue.connections-per-site",
                    new Kind.WholeNumber(1, 1000),
                    20,
                    """
                    How many connections may lead to the servers of a domain at once, where they take that many. \
                    It begins with five.\
                    """);

    private static final Setting<Integer> WORKERS =
            new Setting<>(
                    "queue.connections",
                    new Kind.WholeNumber(2, 10_000),
                    200,
                    "How many connections may lead to other servers at once.");

    static final Section SECTION =
            new Section(
                    "queue",
                    "Mail that goes to other servers, while it waits.",
                    List.of(
                            EXPIRY,
                            DELAY_NOTICE,
                            FIRST_RETRY,
                            LONGEST_RETRY,
                            FIRST_SITE_RETRY,
                            CONNECTIONS,
                            WORKERS));

    private QueueSection() {}

    static QueueSettings from(Values values) throws ConfigurationException {
        Duration first = values.get(FIRST_RETRY);
        Duration longest = values.get(LONGEST_RETRY);
        if (longest.compareTo(first) < 0) {
            throw values.refusal(LONGEST_RETRY, "must not be less than queue.first-retry");
        }
        QueueSettings usual = QueueSettings.DEFAULT;
        Duration site = values.get(FIRST_SITE_RETRY);
        return new QueueSettings(
                values.get(EXPIRY),
                values.get(DELAY_NOTICE),
                first,
                longest,
                site,
                usual.longestSitePause().compareTo(site) < 0 ? site : usual.longestSitePause(),
                usual.addressPause(),
                usual.lease(),
                usual.poll(),
                usual.sweep(),
                usual.keepIdle(),
                Math.min(usual.firstConcurrency(), values.get(CONNECTIONS)),
                values.get(CONNECTIONS),
                values.get(WORKERS),
                usual.slowAfter(),
                usual.slowWorkers(),
                usual.claimed(),
                usual.reserved(),
                usual.allReserved(),
                usual.recipients(),
                usual.destinations());
    }
}
