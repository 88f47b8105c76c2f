package org.posthorn.smtp.queue;

import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.outbound.QueueEntry;

/// An entry that this process has a lease of.
final class Ticket {
    private final QueueEntry entry;

    /// What it waits in; null for one that was claimed to be told of only.
    private final @Nullable Lane lane;

    /// Whether it came with a reservation.
    private final boolean reserved;

    private final boolean maybeTaken;
    private volatile long leasedUntil;
    private volatile boolean lost;

    Ticket(QueueEntry entry, @Nullable Lane lane, boolean reserved, boolean maybeTaken) {
        this.entry = entry;
        this.lane = lane;
        this.reserved = reserved;
        this.maybeTaken = maybeTaken || Words.isMaybeTaken(entry);
    }

    QueueEntry entry() {
        return entry;
    }

    @Nullable Lane lane() {
        return lane;
    }

    boolean isReserved() {
        return reserved;
    }

    /// Whether nobody knows if an earlier attempt was taken.
    boolean isMaybeTaken() {
        return maybeTaken;
    }

    /// In local time.
    long leasedUntil() {
        return leasedUntil;
    }

    void leaseUntil(long moment) {
        leasedUntil = moment;
    }

    /// Somebody else has it, or it is gone.
    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
