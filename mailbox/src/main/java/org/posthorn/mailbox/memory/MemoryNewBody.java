package org.posthorn.mailbox.memory;

import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.store.BodyId;

/// A body in heap.
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record MemoryNewBody(BodyId id, byte[] octets, byte[] computed) implements NewBody {
    @Override
    public void close() {}
}
