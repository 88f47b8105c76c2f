package org.posthorn.mailbox.mime;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads numbers and strings as [CompactWriter] writes them. Whatever the octets are, it allocates
/// no more than a small multiple of them and fails with a [CorruptEncodingException] only.
final class CompactReader {
    private final byte[] octets;
    private int at;

    CompactReader(byte[] octets) {
        this.octets = octets;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (at == octets.length) {
                throw new CorruptEncodingException("it ends too early");
            }
            byte octet = octets[at++];
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw new CorruptEncodingException("a number too large");
    }

    /// The number of things that follow, none of which is shorter than an octet.
    int count() {
        long count = number();
        // One more for lists, which count from one.
        if (count > octets.length - at + 1L) {
            throw new CorruptEncodingException("more things than octets");
        }
        return (int) count;
    }

    @Nullable String string() {
        long code = number();
        if (code == 0) {
            return null;
        }
        if (code <= CommonStrings.ROOM) {
            return CommonStrings.at((int) code - 1);
        }
        int length = checkedLength(code - 1 - CommonStrings.ROOM);
        at += length;
        return new String(octets, at - length, length, StandardCharsets.ISO_8859_1);
    }

    String requiredString() {
        String value = string();
        if (value == null) {
            throw new CorruptEncodingException("a string is missing");
        }
        return value;
    }

    String unicode() {
        int length = checkedLength(number());
        at += length;
        return new String(octets, at - length, length, StandardCharsets.UTF_8);
    }

    private int checkedLength(long length) {
        if (length > octets.length - at) {
            throw new CorruptEncodingException("a string longer than what there is");
        }
        return (int) length;
    }

    void expectEnd() {
        if (at != octets.length) {
            throw new CorruptEncodingException("something behind the end");
        }
    }
}
