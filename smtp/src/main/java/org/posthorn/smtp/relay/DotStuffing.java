package org.posthorn.smtp.relay;

import java.io.IOException;
import java.io.InputStream;

/// Writes a message as DATA wants it (RFC 5321 section 4.5.2).
///
/// What leaves here has CR and LF only together and no NUL, whatever came in: a server that takes
/// anything else for an end of line would read commands out of a message.
final class DotStuffing {
    private static final byte[] DOT = {'.'};
    private static final byte[] CRLF = {'\r', '\n'};

    private final Sink sink;
    private boolean atLineStart = true;
    private boolean afterCr;

    DotStuffing(Sink sink) {
        this.sink = sink;
    }

    /// Where octets go.
    interface Sink {
        void write(byte[] octets, int offset, int length) throws IOException;
    }

    /// Writes a message up to the last line's end, which is added if it is missing; the lone dot is
    /// left to the caller, who must not send it after a no.
    ///
    /// @param block for what is read, and of no meaning afterwards
    /// @return whether all lines end in CRLF
    boolean copy(InputStream in, byte[] block) throws IOException {
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            if (!copy(block, count)) {
                return false;
            }
        }
        if (afterCr) {
            return false;
        }
        if (!atLineStart) {
            sink.write(CRLF, 0, CRLF.length);
        }
        return true;
    }

    private boolean copy(byte[] block, int count) throws IOException {
        int written = 0;
        int at = 0;
        while (at < count) {
            if (afterCr) {
                if (block[at] != '\n') {
                    return false;
                }
                afterCr = false;
                atLineStart = true;
                at++;
                continue;
            }
            if (atLineStart && block[at] == '.') {
                sink.write(block, written, at - written);
                sink.write(DOT, 0, DOT.length);
                written = at;
            }
            at = ordinary(block, at, count);
            if (at < count) {
                if (block[at] != '\r') {
                    return false;
                }
                afterCr = true;
                at++;
            }
        }
        sink.write(block, written, count - written);
        return true;
    }

    /// Passes over what may stand within a line.
    private int ordinary(byte[] block, int from, int to) {
        int at = from;
        while (at < to) {
            byte octet = block[at];
            if (octet == '\r' || octet == '\n' || octet == 0) {
                break;
            }
            at++;
        }
        atLineStart = atLineStart && at == from;
        return at;
    }
}
