package org.posthorn.mailbox.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Reads UTF-8, and octets that are none as windows-1252: what unlabelled 8-bit text is, one or the
/// other, line by line even. A character that the end of the stream cuts off is left out.
final class LenientUtf8Reader extends Reader {
    private static final char[] WINDOWS_1252 = new char[256];
    private static final int CUT_OFF = -2;

    static {
        for (int octet = 0; octet < 256; octet++) {
            String character = new String(new byte[] {(byte) octet}, MimeCharsets.WINDOWS_1252);
            WINDOWS_1252[octet] = character.charAt(0);
        }
    }

    private final InputStream in;
    private final byte[] buffer;
    private int at;
    private int filled;
    private boolean exhausted;
    private char pendingLow;

    LenientUtf8Reader(InputStream in) {
        this(in, 4096);
    }

    private LenientUtf8Reader(InputStream in, int capacity) {
        this.in = in;
        buffer = new byte[capacity];
    }

    /// The same for octets in memory.
    static String decode(byte[] octets) {
        boolean ascii = true;
        for (byte octet : octets) {
            ascii &= octet >= 0;
        }
        if (ascii) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
        var text = new StringBuilder(octets.length);
        int at = 0;
        while (at < octets.length) {
            int c = sequence(octets, at, octets.length);
            int length = c < 0 ? 1 : lengthOf(octets[at]);
            text.appendCodePoint(c < 0 ? WINDOWS_1252[octets[at] & 0xFF] : c);
            at += length;
        }
        return text.toString();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int count = 0;
        while (count < length) {
            if (pendingLow != 0) {
                target[offset + count++] = pendingLow;
                pendingLow = 0;
                continue;
            }
            int c = next();
            if (c < 0) {
                break;
            }
            if (Character.isBmpCodePoint(c)) {
                target[offset + count++] = (char) c;
            } else {
                target[offset + count++] = Character.highSurrogate(c);
                pendingLow = Character.lowSurrogate(c);
            }
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private int next() throws IOException {
        if (filled - at < 4 && !exhausted) {
            fill();
        }
        if (at == filled) {
            return -1;
        }
        byte first = buffer[at];
        if (first >= 0) {
            at++;
            return first;
        }
        int c = sequence(buffer, at, filled);
        if (c == CUT_OFF) {
            at = filled;
            return -1;
        }
        at += c < 0 ? 1 : lengthOf(first);
        return c < 0 ? WINDOWS_1252[first & 0xFF] : c;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        filled -= at;
        at = 0;
        while (filled < 4 && !exhausted) {
            int read = in.read(buffer, filled, buffer.length - filled);
            exhausted = read < 0;
            filled += Math.max(0, read);
        }
    }

    private static int lengthOf(byte first) {
        return first >= 0 ? 1 : (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
    }

    /// The character that begins at `at`; -1 when there is none, `CUT_OFF` when `end` is inside it
    /// (RFC 3629 section 4).
    private static int sequence(byte[] octets, int at, int end) {
        int first = octets[at] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        if (first < 0xC2 || first > 0xF4) {
            return -1;
        }
        int length = lengthOf(octets[at]);
        int c = first & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if (at + i == end) {
                return CUT_OFF;
            }
            int octet = octets[at + i] & 0xFF;
            if ((octet & 0xC0) != 0x80) {
                return -1;
            }
            c = (c << 6) | (octet & 0x3F);
        }
        boolean shortest = length == 2 || (length == 3 ? c >= 0x800 : c >= 0x10000);
        return shortest && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) ? c : -1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
