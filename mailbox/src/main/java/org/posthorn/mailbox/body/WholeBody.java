package org.posthorn.mailbox.body;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.posthorn.mailbox.store.IncomingBody;

/// A body that is there as a whole, and in heap.
public final class WholeBody implements IncomingBody {
    private final byte[] octets;

    /// @param octets not changed any more
    public WholeBody(byte[] octets) {
        this.octets = octets;
    }

    @Override
    public void write(byte[] more, int offset, int length) {
        throw new IllegalStateException("the body is whole");
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public void close() {}
}
