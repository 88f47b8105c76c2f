package org.posthorn.mailbox.rows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.posthorn.mailbox.store.IncomingBody;

/// A message that has come whole.
final class TextBody implements IncomingBody {
    private final byte[] octets;

    TextBody(byte[] octets) {
        this.octets = octets;
    }

    @Override
    public void write(byte[] more, int offset, int length) {
        throw new UnsupportedOperationException();
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
