package org.posthorn.smtp.drop;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.mailbox.mime.MessageParser;

/// The header of a message as programs write it: it may be missing, and mail that somebody has in a
/// mailbox file has a line before it.
final class DropHeader {
    private static final int MOST = 512 << 10;
    private static final byte[] MAILBOX_LINE = {'F', 'r', 'o', 'm', ' '};

    private final byte[] octets;
    private final byte[] rest;
    private final Envelope fields;

    private DropHeader(byte[] octets, byte[] rest) throws IOException {
        this.octets = octets;
        this.rest = rest;
        this.fields = MessageParser.parse(new ByteArrayInputStream(octets)).envelope();
    }

    /// Reads it, and no more.
    ///
    /// @throws BadDropException if it does not end
    static DropHeader read(BufferedInputStream in) throws IOException {
        var header = new ByteArrayOutputStream();
        boolean first = true;
        byte[] rest = {};
        for (byte[] line = line(in, MOST);
                line != null && line.length > 0;
                line = line(in, MOST - header.size())) {
            boolean belongs = header.size() > 0 && isBlank(line[0]);
            if (!(first && isMailboxLine(line))) {
                if (!belongs && !isField(line)) {
                    rest = ended(line);
                    break;
                }
                header.writeBytes(ended(line));
            }
            first = false;
        }
        header.writeBytes(new byte[] {'\r', '\n'});
        return new DropHeader(header.toByteArray(), rest);
    }

    /// The header with the empty line that ends it, lines in CRLF.
    byte[] octets() {
        return octets;
    }

    /// What has been read of the body: a line that is no field, where the empty line was forgotten.
    byte[] rest() {
        return rest;
    }

    /// What it says.
    Envelope fields() {
        return fields;
    }

    /// A line without its end; null where there is none.
    private static byte @Nullable [] line(InputStream in, int most) throws IOException {
        var line = new ByteArrayOutputStream(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return line.size() == 0 ? null : line.toByteArray();
            }
            if (octet == '\r') {
                in.mark(1);
                if (in.read() != '\n') {
                    in.reset();
                }
                break;
            }
            if (line.size() >= most) {
                throw new BadDropException("a header without an end");
            }
            line.write(octet);
        }
        return line.toByteArray();
    }

    private static byte[] ended(byte[] line) {
        byte[] ended = Arrays.copyOf(line, line.length + 2);
        ended[line.length] = '\r';
        ended[line.length + 1] = '\n';
        return ended;
    }

    private static boolean isMailboxLine(byte[] line) {
        return line.length > MAILBOX_LINE.length
                && Arrays.equals(
                        line, 0, MAILBOX_LINE.length, MAILBOX_LINE, 0, MAILBOX_LINE.length);
    }

    /// RFC 5322 section 3.6.8, with the blanks of section 4.5.
    private static boolean isField(byte[] line) {
        int i = 0;
        while (i < line.length && line[i] > ' ' && line[i] < 0x7F && line[i] != ':') {
            i++;
        }
        int name = i;
        while (i < line.length && isBlank(line[i])) {
            i++;
        }
        return name > 0 && i < line.length && line[i] == ':';
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
