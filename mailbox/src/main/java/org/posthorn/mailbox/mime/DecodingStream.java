package org.posthorn.mailbox.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// A stream that makes its octets in chunks of another's.
abstract class DecodingStream extends InputStream {
    /// More than one encoded unit may give.
    private static final int MARGIN = 256;

    private final InputStream in;
    private final byte[] source = new byte[4096];
    private final byte[] decoded = new byte[source.length + MARGIN];
    private int sourceSize;
    private int sourceAt;
    private int size;
    private int at;
    private boolean finished;

    DecodingStream(InputStream in) {
        this.in = in;
    }

    /// Decodes with [#nextOctet()] until [#isFull()] or the end, and gives what it finds to
    /// [#put(int)].
    ///
    /// @return whether there is more to come
    abstract boolean decode() throws IOException;

    /// The next encoded octet, or -1 at the end.
    final int nextOctet() throws IOException {
        if (sourceAt == sourceSize) {
            sourceSize = Math.max(0, in.read(source));
            sourceAt = 0;
            if (sourceSize == 0) {
                return -1;
            }
        }
        return source[sourceAt++] & 0xFF;
    }

    final boolean isFull() {
        return size > decoded.length - MARGIN;
    }

    final void put(int octet) {
        decoded[size++] = (byte) octet;
    }

    private boolean prepare() throws IOException {
        while (at == size) {
            if (finished) {
                return false;
            }
            at = 0;
            size = 0;
            finished = !decode();
        }
        return true;
    }

    @Override
    public final int read() throws IOException {
        return prepare() ? decoded[at++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!prepare()) {
            return -1;
        }
        int count = Math.min(length, size - at);
        System.arraycopy(decoded, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public final int available() {
        return size - at;
    }

    @Override
    public final void close() throws IOException {
        in.close();
    }
}
