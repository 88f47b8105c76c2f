package org.posthorn.bench;

import java.time.Duration;
import java.util.Set;

/// A folder whose files become fewer, as one sees who looks again and again.
///
/// New files may come meanwhile.
final class Shrinking {
    private final Duration patience;
    private Set<String> names = Set.of();
    private int gone;
    private long fromNanos;
    private long untilNanos;

    /// @param patience it is over when nothing has gone for so long
    Shrinking(Duration patience) {
        this.patience = patience;
    }

    /// What is there at that moment.
    void look(Set<String> found, long nowNanos) {
        int missing = (int) names.stream().filter(name -> !found.contains(name)).count();
        if (missing > 0) {
            fromNanos = gone == 0 ? nowNanos : fromNanos;
            untilNanos = nowNanos;
            gone += missing;
        }
        names = Set.copyOf(found);
    }

    /// How many have gone.
    int gone() {
        return gone;
    }

    /// When the first was gone, if one has.
    long fromNanos() {
        return fromNanos;
    }

    /// When the last was.
    long untilNanos() {
        return untilNanos;
    }

    boolean isOver(long nowNanos) {
        return gone > 0 && nowNanos - untilNanos > patience.toNanos();
    }
}
