package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How long to wait after failures: twice as long after each, and a little longer by chance, so
/// that what failed together does not come back together.
///
/// @param random from 0 to 1
record Backoff(QueueSettings settings, DoubleSupplier random) {
    private static final double JITTER = 0.2;

    /// Until an entry is tried again.
    ///
    /// @param attempts of an entry, with the one that just failed
    Duration ofEntry(int attempts) {
        return grown(settings.firstPause(), settings.longestPause(), attempts);
    }

    /// Until a site is tried again.
    ///
    /// @param failures of a site in a row
    Duration ofSite(int failures) {
        return grown(settings.sitePause(), settings.longestSitePause(), failures);
    }

    /// Until an address is tried again.
    ///
    /// @param failures of an address in a row
    Duration ofAddress(int failures) {
        Duration longest = settings.longestSitePause();
        Duration first = settings.addressPause();
        return grown(first.compareTo(longest) < 0 ? first : longest, longest, failures);
    }

    private Duration grown(Duration first, Duration longest, int times) {
        Duration pause = first;
        for (int i = 1; i < times && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        pause = pause.compareTo(longest) < 0 ? pause : longest;
        return pause.plusMillis((long) (pause.toMillis() * JITTER * random.getAsDouble()));
    }
}
