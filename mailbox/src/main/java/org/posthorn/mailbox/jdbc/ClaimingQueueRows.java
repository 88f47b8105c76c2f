package org.posthorn.mailbox.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue.Destination;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.rows.QueueRows;

/// Entries that are added only where the disk has room for their rows and for the log of them.
final class ClaimingQueueRows implements QueueRows {
    /// With its indexes, its place in the log, and a reply that it gets later.
    private static final long ROW_OCTETS = 2048;

    private final QueueRows rows;
    private final DiskReserve.Claim claim;

    ClaimingQueueRows(QueueRows rows, DiskReserve.Claim claim) {
        this.rows = rows;
        this.claim = claim;
    }

    @Override
    public Instant now() {
        return rows.now();
    }

    @Override
    public void insert(List<QueueEntry> entries) {
        claim.add(ROW_OCTETS * entries.size());
        rows.insert(entries);
    }

    @Override
    public List<Destination> destinations(String after, int most) {
        return rows.destinations(after, most);
    }

    @Override
    public List<QueueEntry> due(String destination, Instant at, int most) {
        return rows.due(destination, at, most);
    }

    @Override
    public List<QueueEntry> claim(List<QueueEntry> entries, Claimant claimant, Instant end) {
        return rows.claim(entries, claimant, end);
    }

    @Override
    public List<QueueId> renew(List<QueueId> entries, Claimant claimant, Instant end) {
        return rows.renew(entries, claimant, end);
    }

    @Override
    public void release(List<QueueId> entries, Claimant claimant, Instant due) {
        rows.release(entries, claimant, due);
    }

    @Override
    public int delete(List<QueueId> entries, Claimant claimant) {
        return rows.delete(entries, claimant);
    }

    @Override
    public int postpone(List<QueueEntry> entries, Claimant claimant) {
        return rows.postpone(entries, claimant);
    }

    @Override
    public boolean remove(QueueId entry) {
        return rows.remove(entry);
    }

    @Override
    public boolean reschedule(QueueId entry, Instant seen, Instant due) {
        return rows.reschedule(entry, seen, due);
    }

    @Override
    public boolean reschedule(QueueId entry, Instant due) {
        return rows.reschedule(entry, due);
    }

    @Override
    public Optional<QueueEntry> find(QueueId entry) {
        return rows.find(entry);
    }

    @Override
    public List<QueueEntry> after(long id, int most) {
        return rows.after(id, most);
    }
}
