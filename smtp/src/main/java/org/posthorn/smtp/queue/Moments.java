package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.TreeSet;

/// Moments of local time at which entries of a destination are due.
///
/// Those that are close to each other are one, and of very many the latest are forgotten, which the
/// poll of the queue makes good.
final class Moments {
    private static final long GRAIN = Duration.ofSeconds(1).toNanos();

    /// Covers what is sooner than two polls.
    private static final int MOST = 100;

    private final TreeSet<Long> moments = new TreeSet<>();

    void add(long moment) {
        Long next = moments.ceiling(moment);
        if (next == null || next - moment > GRAIN) {
            moments.add(moment);
            if (moments.size() > MOST) {
                moments.pollLast();
            }
        }
    }

    /// The earliest; [Lane#NEVER] if there is none.
    long first() {
        return moments.isEmpty() ? Lane.NEVER : moments.first();
    }

    /// Forgets those that have come.
    ///
    /// @return whether there were any
    boolean take(long now) {
        boolean come = false;
        while (!moments.isEmpty() && moments.first() - now <= 0) {
            moments.pollFirst();
            come = true;
        }
        return come;
    }
}
