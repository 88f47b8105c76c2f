package org.posthorn.imap.response;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// Holds a literal to its announced length: one octet more or less and the client would read data
/// as responses.
final class CountedOutput extends OutputStream {
    private final OutputStream out;
    private long left;

    CountedOutput(OutputStream out, long octets) {
        this.out = out;
        this.left = octets;
    }

    @Override
    public void write(int octet) throws IOException {
        take(1);
        out.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, octets.length);
        take(length);
        out.write(octets, offset, length);
    }

    private void take(int octets) throws IOException {
        left -= octets;
        if (left < 0) {
            throw new IOException("a literal is longer than announced");
        }
    }

    void finish() throws IOException {
        if (left > 0) {
            throw new IOException("a literal is " + left + " octets shorter than announced");
        }
    }
}
