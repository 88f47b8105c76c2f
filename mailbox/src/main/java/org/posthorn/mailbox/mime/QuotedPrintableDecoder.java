package org.posthorn.mailbox.mime;

import java.io.IOException;
import java.io.InputStream;

/// Quoted-printable as in RFC 2045 section 6.7, over anything: an equals sign that begins nothing
/// stands for itself. Blanks at the end of a line are removed, for transport put them there.
final class QuotedPrintableDecoder extends DecodingStream {
    /// Blanks that may be the line's last; longer runs are no transport's.
    private static final int BLANKS_LIMIT = 80;

    private static final int NONE = -2;

    private final byte[] blanks = new byte[BLANKS_LIMIT];
    private int blankCount;
    private int pushedBack = NONE;

    QuotedPrintableDecoder(InputStream in) {
        super(in);
    }

    @Override
    boolean decode() throws IOException {
        while (!isFull()) {
            int octet = next();
            switch (octet) {
                case -1 -> {
                    return false;
                }
                case ' ', '\t' -> addBlank(octet);
                case '\r', '\n' -> {
                    blankCount = 0;
                    put(octet);
                }
                case '=' -> {
                    putBlanks();
                    escape();
                }
                default -> {
                    putBlanks();
                    put(octet);
                }
            }
        }
        return true;
    }

    private int next() throws IOException {
        int octet = pushedBack;
        pushedBack = NONE;
        return octet == NONE ? nextOctet() : octet;
    }

    private void addBlank(int octet) {
        if (blankCount == BLANKS_LIMIT) {
            putBlanks();
        }
        blanks[blankCount++] = (byte) octet;
    }

    private void putBlanks() {
        for (int i = 0; i < blankCount; i++) {
            put(blanks[i]);
        }
        blankCount = 0;
    }

    /// Behind an equals sign: two hexadecimal digits, or a line end that is not there.
    private void escape() throws IOException {
        int first = next();
        while (first == ' ' || first == '\t') {
            addBlankUnlessFull(first);
            first = next();
        }
        if (first == -1) {
            // The last line's end, which belongs to the delimiter behind it.
            pushedBack = first;
            return;
        }
        if (first == '\r' || first == '\n') {
            blankCount = 0;
            int second = first == '\r' ? next() : NONE;
            pushedBack = second == '\n' ? NONE : second;
            return;
        }
        int high = blankCount == 0 ? Character.digit(first, 16) : -1;
        if (high < 0) {
            literalEquals();
            pushedBack = first;
            return;
        }
        int second = next();
        int low = Character.digit(second, 16);
        if (low < 0) {
            literalEquals();
            put(first);
            pushedBack = second;
            return;
        }
        put((high << 4) | low);
    }

    private void addBlankUnlessFull(int octet) {
        if (blankCount < BLANKS_LIMIT) {
            blanks[blankCount++] = (byte) octet;
        }
    }

    /// The equals sign itself, and the blanks that were looked at behind it.
    private void literalEquals() {
        put('=');
        putBlanks();
    }
}
