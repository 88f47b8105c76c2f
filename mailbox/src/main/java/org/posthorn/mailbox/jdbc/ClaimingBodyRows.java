package org.posthorn.mailbox.jdbc;

import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.BodyRows;
import org.posthorn.mailbox.store.DiskReserve;
import org.posthorn.mailbox.store.IncomingBody;

/// Bodies that are added only where the disk has room for their pages and for the log of them.
final class ClaimingBodyRows implements BodyRows {
    private static final int COPIES = 2;

    /// Of rows and indexes, for each body; for a large one, of the last page.
    private static final long OVERHEAD_OCTETS = 64 * 1024;

    private final BodyRows rows;
    private final DiskReserve.Claim claim;

    ClaimingBodyRows(BodyRows rows, DiskReserve.Claim claim) {
        this.rows = rows;
        this.claim = claim;
    }

    @Override
    public BodyId insert(IncomingBody body, byte[] parsed, int references) {
        claim.add(COPIES * (body.size() + parsed.length) + OVERHEAD_OCTETS);
        return rows.insert(body, parsed, references);
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
    public void delete(List<BodyId> bodies) {
        rows.delete(bodies);
    }

    @Override
    public void postponeDeletion(List<BodyId> bodies) {
        rows.postponeDeletion(bodies);
    }

    @Override
    public void deletePostponed() {
        rows.deletePostponed();
    }

    @Override
    public Map<BodyId, byte[]> parsed(List<BodyId> bodies) {
        return rows.parsed(bodies);
    }

    @Override
    public byte[] chunk(BodyId body, int number) {
        return rows.chunk(body, number);
    }

    @Override
    public Map<BodyId, byte[]> firstChunks(List<BodyId> bodies) {
        return rows.firstChunks(bodies);
    }
}
