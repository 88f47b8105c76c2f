package org.posthorn.mailbox.mime;

import java.io.IOException;
import java.io.InputStream;

/// A stream cut behind each LF, with the offset of every piece.
///
/// A line that is longer than the buffer comes in several pieces, all but the last as long as the
/// buffer. A lone CR ends no line. After [#next()] has returned true the piece lies in [#octets()]
/// from [#start()] to [#end()], until the next call.
final class OctetLines {
    static final int CAPACITY = 16 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int filled;
    private int start;
    private int end;

    /// The message's offset of the buffer's first octet.
    private long base;

    private boolean exhausted;
    private boolean lineStarts;
    private boolean lineEnds = true;
    private boolean crPending;
    private int terminator;
    private int previousTerminator;

    OctetLines(InputStream in) {
        this.in = in;
    }

    boolean next() throws IOException {
        crPending = !lineEnds && end > start && buffer[end - 1] == '\r';
        previousTerminator = terminator;
        lineStarts = lineEnds;
        start = end;
        int scanned = start;
        while (true) {
            int found = LineFeeds.next(buffer, scanned, filled);
            if (found < filled) {
                return piece(found + 1, true);
            }
            if (exhausted || (start == 0 && filled == buffer.length)) {
                return piece(filled, false);
            }
            scanned = filled - start;
            fill();
            scanned += start;
        }
    }

    private boolean piece(int newEnd, boolean whole) {
        end = newEnd;
        lineEnds = whole;
        terminator = 0;
        if (whole) {
            boolean cr = end - start > 1 ? buffer[end - 2] == '\r' : crPending;
            terminator = cr ? 2 : 1;
        }
        return end > start;
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            filled -= start;
            System.arraycopy(buffer, start, buffer, 0, filled);
            base += start;
            start = 0;
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            exhausted = true;
        } else {
            filled += read;
        }
    }

    byte[] octets() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// The piece's offset in the message.
    long startOffset() {
        return base + start;
    }

    long endOffset() {
        return base + end;
    }

    /// Whether a line begins with this piece.
    boolean startsLine() {
        return lineStarts;
    }

    /// Whether the piece has a LF at its end.
    boolean endsLine() {
        return lineEnds;
    }

    /// Whether the piece is a whole line, or what stands of one at the end of the stream.
    boolean isWholeLine() {
        return lineStarts && (lineEnds || (exhausted && end == filled));
    }

    /// Whether the piece is a line with nothing in it.
    boolean isBlankLine() {
        return lineStarts && lineEnds && end - start == terminator;
    }

    /// How many octets ended the line before this one: 2 for CRLF, 1 for a lone LF, 0 at the start.
    int previousTerminator() {
        return previousTerminator;
    }
}
