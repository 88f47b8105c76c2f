package org.posthorn.pop3;

import java.io.IOException;
import java.io.OutputStream;

/// Writes a message as a multi-line response: dots at the start of lines doubled, the end marked by
/// a lone dot (RFC 1939 section 3); ends early behind the wanted number of body lines.
final class MessageOutput extends OutputStream {
    private final OutputStream out;
    private long bodyLinesLeft;
    private boolean inBody;
    private boolean lineIsEmpty = true;
    private boolean afterCr;

    MessageOutput(OutputStream out, long bodyLines) {
        this.out = out;
        this.bodyLinesLeft = bodyLines;
    }

    /// Whether all that was wanted has been written, so that the rest need not be read.
    boolean isDone() {
        return inBody && bodyLinesLeft <= 0;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (isDone()) {
            return;
        }
        int end = offset + length;
        int from = offset;
        for (int i = offset; i < end && !isDone(); i++) {
            byte octet = octets[i];
            if (octet == '.' && lineIsEmpty && !afterCr) {
                out.write(octets, from, i - from);
                out.write('.');
                from = i;
            }
            boolean lineEnds = octet == '\n' && afterCr;
            if (lineEnds) {
                endLine();
            } else if (octet != '\r' || afterCr) {
                lineIsEmpty = false;
            }
            afterCr = octet == '\r';
            if (isDone()) {
                out.write(octets, from, i + 1 - from);
                from = end;
            }
        }
        out.write(octets, from, end - from);
    }

    private void endLine() {
        if (inBody) {
            bodyLinesLeft--;
        } else if (lineIsEmpty) {
            inBody = true;
        }
        lineIsEmpty = true;
    }

    /// Completes the last line if need be and writes the lone dot.
    void finish() throws IOException {
        if (!lineIsEmpty || afterCr) {
            out.write('\r');
            out.write('\n');
        }
        out.write('.');
        out.write('\r');
        out.write('\n');
    }
}
