package org.posthorn.mailbox.login;

import java.time.Duration;

/// How long to wait after so many failures.
@FunctionalInterface
public interface Growth {
    /// The delay behind a failure.
    ///
    /// @param failures which one it is, from 1
    Duration delay(int failures);

    /// Nothing for the first `free`, then `first`, and twice as long each time, up to `longest`.
    static Growth doubling(int free, Duration first, Duration longest) {
        return failures -> {
            if (failures <= free || first.isZero()) {
                return Duration.ZERO;
            }
            int doublings = Math.min(failures - free - 1, Long.SIZE / 2);
            return shorter(first.multipliedBy(1L << doublings), longest);
        };
    }

    /// Nothing for the first `free`, then `step` longer each time, up to `longest`.
    static Growth steady(int free, Duration step, Duration longest) {
        return failures ->
                failures <= free
                        ? Duration.ZERO
                        : shorter(step.multipliedBy((long) failures - free), longest);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
