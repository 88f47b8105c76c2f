package org.posthorn.smtp.drop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads text of this machine as mail has it: each LF, CR and CRLF as CRLF, and the last line
/// ended.
final class LineEnds {
    private static final int PIECE = 8192;

    /// Takes octets.
    interface Sink {
        void write(byte[] octets, int length) throws IOException;
    }

    private LineEnds() {}

    /// Copies at most so many octets, give and take a piece.
    static void copy(InputStream in, long most, Sink sink) throws IOException {
        byte[] piece = new byte[PIECE];
        var out = new ByteArrayOutputStream(PIECE + PIECE / 8);
        int last = '\n';
        long written = 0;
        for (int read = in.read(piece); read >= 0 && written <= most; read = in.read(piece)) {
            for (int i = 0; i < read; i++) {
                int octet = piece[i];
                if (octet == '\r' || (octet == '\n' && last != '\r')) {
                    out.write('\r');
                    out.write('\n');
                } else if (octet != '\n') {
                    out.write(octet);
                }
                last = octet;
            }
            written += out.size();
            sink.write(out.toByteArray(), out.size());
            out.reset();
        }
        if (last != '\n' && last != '\r') {
            sink.write(new byte[] {'\r', '\n'}, 2);
        }
    }
}
