package org.posthorn.smtp.relay;

import java.io.IOException;
import java.io.InputStream;

/// What octets there are, as far as servers differ in what they take (RFC 6152, RFC 3030).
final class OctetKinds {
    /// Longer lines are binary (RFC 5321 section 4.5.3.1.6, without CRLF).
    private static final int MAX_LINE = 998;

    private OctetKinds() {}

    /// Whether any is beyond ASCII.
    static boolean hasEightBit(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] < 0) {
                return true;
            }
        }
        return false;
    }

    /// Reads to the first octet beyond ASCII, or to the end.
    static boolean hasEightBit(InputStream in, byte[] block) throws IOException {
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            if (hasEightBit(block, 0, count)) {
                return true;
            }
        }
        return false;
    }

    /// The same for the message's header alone.
    static boolean hasEightBitHeader(InputStream in, byte[] block) throws IOException {
        int lineLength = 0;
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            for (int i = 0; i < count; i++) {
                if (block[i] < 0) {
                    return true;
                }
                if (block[i] == '\n') {
                    if (lineLength == 0) {
                        return false;
                    }
                    lineLength = 0;
                } else if (block[i] != '\r') {
                    lineLength++;
                }
            }
        }
        return false;
    }

    /// Whether these are no lines of text: NUL, CR or LF alone, or a line too long.
    static boolean isBinary(byte[] octets, int from, int to) {
        int lineStart = from;
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet == '\n') {
                if (i == from || octets[i - 1] != '\r') {
                    return true;
                }
                lineStart = i + 1;
            } else if (octet == 0 || i - lineStart > MAX_LINE) {
                return true;
            } else if (octet == '\r' && (i + 1 == to || octets[i + 1] != '\n')) {
                return true;
            }
        }
        return false;
    }
}
