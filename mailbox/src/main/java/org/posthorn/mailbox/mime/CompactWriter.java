package org.posthorn.mailbox.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes what [CompactReader] reads.
final class CompactWriter {
    private byte[] octets = new byte[512];
    private int size;

    /// Seven bits an octet, the lowest first, the high bit set on all but the last.
    void number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        reserve(9);
        long rest = value;
        while (rest > 0x7F) {
            octets[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[size++] = (byte) rest;
    }

    /// Null is 0, a common string one more than its number; all others are their length, above the
    /// common ones, and their characters, which must be octets.
    void string(@Nullable String value) {
        if (value == null) {
            number(0);
            return;
        }
        int common = CommonStrings.numberOf(value);
        if (common >= 0) {
            number(1L + common);
            return;
        }
        number(1L + CommonStrings.ROOM + value.length());
        octets(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A string of any characters.
    void unicode(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        octets(encoded);
    }

    private void octets(byte[] added) {
        reserve(added.length);
        System.arraycopy(added, 0, octets, size, added.length);
        size += added.length;
    }

    private void reserve(int more) {
        if (size + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more));
        }
    }

    byte[] toOctets() {
        return Arrays.copyOf(octets, size);
    }
}
