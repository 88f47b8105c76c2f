package org.posthorn.imap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells the lines that are written, without their literals.
final class TracedOutput extends FilterOutputStream {
    private static final Pattern LITERAL = Pattern.compile("\\{([0-9]+)}$");
    private static final int MAX_LINE = 2000;

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private long literalLeft;

    TracedOutput(OutputStream out, Consumer<String> lines) {
        super(out);
        this.lines = lines;
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        see(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
        int i = offset;
        while (i < offset + length) {
            long skipped = Math.min(literalLeft, offset + (long) length - i);
            literalLeft -= skipped;
            i += (int) skipped;
            if (i < offset + length) {
                see(octets[i++] & 0xFF);
            }
        }
    }

    private void see(int octet) {
        if (literalLeft > 0) {
            literalLeft--;
        } else if (octet == '\n') {
            Matcher literal = LITERAL.matcher(line);
            literalLeft = literal.find() ? Long.parseLong(literal.group(1)) : 0;
            lines.accept(line.toString());
            line.setLength(0);
        } else if (octet != '\r' && line.length() < MAX_LINE) {
            line.append((char) octet);
        }
    }
}
