package org.posthorn.mailbox.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds LF, eight octets at a time.
final class LineFeeds {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = EACH << 7;
    private static final long LINE_FEEDS = EACH * '\n';

    private LineFeeds() {}

    /// Where the first one is, or `to`.
    static int next(byte[] octets, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long others = (long) LONG.get(octets, at) ^ LINE_FEEDS;
            // The highest bit of each octet that is none of the others; of those behind, perhaps.
            long found = (others - EACH) & ~others & HIGHEST;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && octets[at] != '\n') {
            at++;
        }
        return at;
    }
}
