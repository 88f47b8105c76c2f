package org.posthorn.mailbox.mime;

/// Octets of a message from `start` to `end`, the latter excluded.
public record OctetRange(long start, long end) {
    public OctetRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: " + start + ".." + end);
        }
    }

    public long length() {
        return end - start;
    }
}
