package org.posthorn.smtp.receive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds octets eight at a time.
final class OctetSearch {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = EACH << 7;
    private static final long ABOVE = EACH * ('\r' + 1);

    private OctetSearch() {}

    /// Where the first octet is that is CR or below it, or `to`.
    static int upToCr(byte[] octets, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) LONG.get(octets, at);
            // The highest bit of each octet that is below; of those behind the first one, perhaps.
            long below = (eight - ABOVE) & ~eight & HIGHEST;
            if (below != 0) {
                return at + Long.numberOfTrailingZeros(below) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && (octets[at] > '\r' || octets[at] < 0)) {
            at++;
        }
        return at;
    }
}
