package org.posthorn.mailbox.jdbc;

import java.time.Instant;
import java.util.List;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.store.BodyId;

/// Bodies that are added only where the disk has room for their pages and for the log of them.
final class ClaimingBodyRows implements BodyRows {
    private static final int COPIES = 2;

    /// Of rows and indexes and what was computed, for each body; for a large one, of the last page.
    private static final long OVERHEAD_OCTETS = 64 * 1024;

    private final BodyRows rows;
    private final DiskReserve.Claim claim;

    ClaimingBodyRows(BodyRows rows, DiskReserve.Claim claim) {
        this.rows = rows;
        this.claim = claim;
    }

    /// What was computed is at most about as large as the message. Octets in segments are there
    /// already.
    @Override
    public void insert(NewBody body, int references) {
        if (body instanceof JdbcNewBody added) {
            claim.add(COPIES * 2 * added.octetsInRows() + OVERHEAD_OCTETS);
        }
        rows.insert(body, references);
    }

    @Override
    public void addReferences(List<BodyId> bodies) {
        rows.addReferences(bodies);
    }

    @Override
    public List<BodyId> releaseReferences(List<BodyId> bodies) {
        return rows.releaseReferences(bodies);
    }

    @Override
    public void retire(List<BodyId> bodies, Instant now) {
        rows.retire(bodies, now);
    }

    @Override
    public List<BodyId> retired(Instant before, int most) {
        return rows.retired(before, most);
    }

    @Override
    public List<Reference> references(long after, int most) {
        return rows.references(after, most);
    }

    @Override
    public List<Size> after(long id, int most) {
        return rows.after(id, most);
    }

    @Override
    public void setParsed(BodyId body, byte[] parsed) {
        claim.add((long) COPIES * parsed.length);
        rows.setParsed(body, parsed);
    }
}
