package org.posthorn.mailbox.jdbc;

import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.segment.Written;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.ExaminedMessage;

/// What a row is going to say of a body.
///
/// @param sizeOctets of the body
/// @param computed what was computed of it; empty when its record has that
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record JdbcNewBody(BodyId id, long sizeOctets, byte[] computed, Octets octets) implements NewBody {
    private static final long QUICK_OCTETS = 64 * 1024;

    /// Where the octets are.
    sealed interface Octets {}

    /// In the row itself.
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record InRow(byte[] stored) implements Octets {}

    /// In rows of their own, which the same transaction adds.
    record InChunks(ExaminedMessage message) implements Octets {}

    record InSegment(Written written) implements Octets {}

    /// How much of it its rows will have.
    long octetsInRows() {
        return computed.length
                + switch (octets) {
                    case InRow(byte[] stored) -> stored.length;
                    case InChunks _ -> sizeOctets;
                    case InSegment _ -> 0;
                };
    }

    @Override
    public boolean isQuick() {
        return octetsInRows() <= QUICK_OCTETS;
    }

    @Override
    public void close() {
        if (octets instanceof InSegment(Written written)) {
            written.close();
        }
    }
}
