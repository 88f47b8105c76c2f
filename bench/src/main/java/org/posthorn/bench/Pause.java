package org.posthorn.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Time in which a measuring thread does nothing.
final class Pause {
    private Pause() {}

    /// Returns after that time, and not before.
    static void of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }
}
