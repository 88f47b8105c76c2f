package org.posthorn.imap.section;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The first octets of a stream.
public final class BoundedInput extends FilterInputStream {
    private long left;

    /// @param octets how many; fewer when `in` ends before
    public BoundedInput(InputStream in, long octets) {
        super(in);
        left = octets;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        int octet = super.read();
        left -= octet < 0 ? left : 1;
        return octet;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        if (left == 0 && length > 0) {
            return -1;
        }
        int count = super.read(octets, offset, (int) Math.min(length, left));
        left -= count < 0 ? left : count;
        return count;
    }

    @Override
    public long skip(long octets) throws IOException {
        long count = super.skip(Math.min(octets, left));
        left -= count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
