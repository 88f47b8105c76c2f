package org.posthorn.imap.section;

import java.io.IOException;
import java.io.OutputStream;

/// Lets a window of what is written through, and counts all of it.
final class WindowOutput extends OutputStream {
    private final OutputStream out;
    private final long start;
    private final long end;
    private long seen;

    WindowOutput(OutputStream out, long offset, long length) {
        this.out = out;
        start = offset;
        end = offset + length;
    }

    long seen() {
        return seen;
    }

    @Override
    public void write(int octet) throws IOException {
        if (seen >= start && seen < end) {
            out.write(octet);
        }
        seen++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        long from = Math.max(seen, start);
        long to = Math.min(seen + length, end);
        if (from < to) {
            out.write(octets, offset + (int) (from - seen), (int) (to - from));
        }
        seen += length;
    }
}
