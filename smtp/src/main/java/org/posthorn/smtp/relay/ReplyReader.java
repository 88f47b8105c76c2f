package org.posthorn.smtp.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads replies.
///
/// ```
/// Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
/// Reply-code = %x32-35 %x30-35 %x30-39
/// ```
///
/// RFC 5321 section 4.2. Lines may end with a bare LF and hold any octets; what must hold is that
/// all lines of a reply have one code, and that neither lines nor replies are endless. Whoever
/// reads sees to the time.
final class ReplyReader {
    private static final int MAX_LINE = 2048;
    private static final int MAX_KEPT = 1000;
    private static final int MAX_LINES = 100;
    private static final int CODE = 3;

    private final Source source;
    private final byte[] buffer = new byte[4096];
    private final byte[] line = new byte[MAX_KEPT];
    private int position;
    private int limit;

    ReplyReader(Source source) {
        this.source = source;
    }

    /// Where octets come from.
    interface Source {
        /// Waits for some octets; -1 at the end.
        int read(byte[] octets) throws WireException;
    }

    /// Whether something is here that was not asked for.
    boolean hasUnread() {
        return position < limit;
    }

    ServerReply read() throws WireException {
        int length = readLine();
        int code = code(length);
        String first = text(length);
        if (!goesOn(length)) {
            return new ServerReply(code, List.of(first));
        }
        List<String> lines = new ArrayList<>();
        lines.add(first);
        while (lines.size() < MAX_LINES) {
            length = readLine();
            if (code(length) != code) {
                throw garbage("a reply with two codes");
            }
            lines.add(text(length));
            if (!goesOn(length)) {
                return new ServerReply(code, lines);
            }
        }
        throw garbage("a reply of more than " + MAX_LINES + " lines");
    }

    /// @return how many octets of the line were kept
    private int readLine() throws WireException {
        int length = 0;
        while (true) {
            if (position == limit) {
                fill();
            }
            byte octet = buffer[position++];
            if (octet == '\n') {
                break;
            }
            if (length == MAX_LINE) {
                throw garbage("a reply line of more than " + MAX_LINE + " octets");
            }
            if (length < MAX_KEPT) {
                line[length] = octet;
            }
            length++;
        }
        int kept = Math.min(length, MAX_KEPT);
        return length == kept && kept > 0 && line[kept - 1] == '\r' ? kept - 1 : kept;
    }

    private void fill() throws WireException {
        int count = source.read(buffer);
        if (count <= 0) {
            throw new WireException(OwnReply.CONNECTION_ENDED);
        }
        position = 0;
        limit = count;
    }

    private int code(int length) throws WireException {
        if (length < CODE
                || line[0] < '2'
                || line[0] > '5'
                || !isDigit(line[1])
                || !isDigit(line[2])
                || (length > CODE && line[CODE] != ' ' && line[CODE] != '-')) {
            throw garbage("a line that is no reply");
        }
        return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private boolean goesOn(int length) {
        return length > CODE && line[CODE] == '-';
    }

    private String text(int length) {
        int start = Math.min(length, CODE + 1);
        for (int i = start; i < length; i++) {
            if (line[i] < ' ' || line[i] > '~') {
                return cleaned(new String(line, start, length - start, StandardCharsets.UTF_8));
            }
        }
        return new String(line, start, length - start, StandardCharsets.ISO_8859_1);
    }

    /// What is shown to people in logs and reports must not steer their terminals.
    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isPrintable(c) ? c : replaced(c)));
        return clean.toString();
    }

    private static int replaced(int c) {
        return c == '\t' ? ' ' : '?';
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    private static WireException garbage(String what) {
        return new WireException(OwnReply.garbage(what));
    }
}
