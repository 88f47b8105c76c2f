package org.posthorn.mailbox.budget;

import java.util.concurrent.TimeUnit;

/// What one unfinished message or command keeps of the budget, until it is closed.
///
/// It also judges whether its client is quick enough, because slow ones must not keep the others
/// out for ever.
public final class Holding implements AutoCloseable {
    /// Room on disk is asked for in steps, so that most writes ask for none.
    private static final long DISK_STEP = 64 * 1024;

    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    /// What each minute must bring of a message: 1 KiB a second.
    static final long WINDOW_OCTETS = 60 * 1024;

    private final WorkBudget budget;
    private final Party party;
    private long heapOctets;
    private long diskOctets;
    private boolean hasFile;
    private boolean timed;
    private long windowStart;
    private long windowOctets;

    Holding(WorkBudget budget, Party party) {
        this.budget = budget;
        this.party = party;
    }

    /// Keeps `octets` in heap from now on, in place of what it kept before.
    ///
    /// @return false when that is more than it may have; then it keeps what it kept
    public boolean keepInHeap(long octets) {
        long counted = Math.max(0, octets - WorkBudget.FREE_OCTETS);
        if (counted > heapOctets) {
            if (!budget.heap().take(party, counted - heapOctets)) {
                return false;
            }
        } else {
            budget.heap().give(heapOctets - counted);
        }
        heapOctets = counted;
        return true;
    }

    /// Keeps `octets` in a file from now on, at least as many as before.
    public boolean keepInFile(long octets) {
        if (!hasFile) {
            if (!budget.files().take(party, 1)) {
                return false;
            }
            hasFile = true;
        }
        if (octets <= diskOctets) {
            return true;
        }
        long wanted = (octets + DISK_STEP - 1) / DISK_STEP * DISK_STEP;
        if (!budget.isDiskSpacious() || !budget.disk().take(party, wanted - diskOctets)) {
            return false;
        }
        diskOctets = wanted;
        return true;
    }

    /// Whether it must end because others wait for what it keeps: while half of what its kind may
    /// have is in use, each minute must bring 60 KiB of it.
    ///
    /// @param octets how many have arrived
    /// @param now in [System#nanoTime()]
    public boolean isTooSlow(long octets, long now) {
        if (!timed || octets - windowOctets >= WINDOW_OCTETS) {
            timed = true;
            windowStart = now;
            windowOctets = octets;
            return false;
        }
        return now - windowStart > WINDOW_NANOS && budget.isPressed(party);
    }

    /// Gives everything back; it may be used anew.
    @Override
    public void close() {
        budget.heap().give(heapOctets);
        budget.disk().give(diskOctets);
        budget.files().give(hasFile ? 1 : 0);
        heapOctets = 0;
        diskOctets = 0;
        hasFile = false;
    }
}
