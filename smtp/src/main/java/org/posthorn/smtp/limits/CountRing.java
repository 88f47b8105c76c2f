package org.posthorn.smtp.limits;

import java.time.Duration;
import java.time.Instant;

/// How often something happened in a time that ends now, known by slots of it. Not for several
/// threads at once.
final class CountRing {
    private final long slotSeconds;
    private final int[] counts;
    private long newest;

    CountRing(int slots, Duration slot) {
        counts = new int[slots];
        slotSeconds = slot.toSeconds();
    }

    void add(Instant now) {
        moveTo(now);
        counts[Math.floorMod(newest, counts.length)]++;
    }

    int sum(Instant now) {
        moveTo(now);
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /// In the slot that now is in.
    int current(Instant now) {
        moveTo(now);
        return counts[Math.floorMod(newest, counts.length)];
    }

    /// A clock that goes back changes nothing.
    private void moveTo(Instant now) {
        long slot = Math.floorDiv(now.getEpochSecond(), slotSeconds);
        long first = Math.max(newest + 1, slot - counts.length + 1);
        for (long passed = first; passed <= slot; passed++) {
            counts[Math.floorMod(passed, counts.length)] = 0;
        }
        newest = Math.max(newest, slot);
    }
}
