package org.posthorn.imap.response;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The forms of RFC 9051 section 4 as octets, gathered in a buffer that exists only between two
/// flushes.
final class ResponseOutput {
    private static final int BUFFER_OCTETS = 8192;

    /// Longer strings become literals: some clients read lines into buffers of this order.
    private static final int MAX_QUOTED_OCTETS = 1000;

    /// What room must be left for at once: a quoted string with every character escaped.
    private static final int MAX_PIECE_OCTETS = 2 * MAX_QUOTED_OCTETS + 2;

    private static final int MAX_NUMBER_OCTETS = 20;
    private static final byte PLAIN = 0;
    private static final byte ESCAPED = 1;
    private static final byte LITERAL = 2;
    private static final byte[] QUOTING = quoting();

    private final OutputStream out;
    private byte @Nullable [] buffer;
    private int length;

    ResponseOutput(OutputStream out) {
        this.out = out;
    }

    /// What a character in a string asks of its form.
    ///
    /// ```
    /// QUOTED-CHAR = <any TEXT-CHAR except quoted-specials> / "\" quoted-specials / UTF8-2 / UTF8-3 / UTF8-4
    /// ```
    private static byte[] quoting() {
        var classes = new byte[256];
        for (int c = 0; c < classes.length; c++) {
            classes[c] = c >= 0x80 || c == '\r' || c == '\n' || c == 0 ? LITERAL : PLAIN;
        }
        classes['"'] = ESCAPED;
        classes['\\'] = ESCAPED;
        return classes;
    }

    /// Text that is known to be ASCII and fit to stand as it is.
    ResponseOutput ascii(String text) throws IOException {
        int done = 0;
        while (done < text.length()) {
            int now = Math.min(text.length() - done, MAX_PIECE_OCTETS);
            byte[] room = room(now);
            copy(text, done, now, room);
            done += now;
        }
        return this;
    }

    @SuppressWarnings(
            "deprecation") // It drops the high octet of each char, which is always zero here.
    private void copy(String text, int from, int count, byte[] room) {
        text.getBytes(from, from + count, room, length);
        length += count;
    }

    ResponseOutput octet(char c) throws IOException {
        byte[] room = room(1);
        room[length++] = (byte) c;
        return this;
    }

    ResponseOutput space() throws IOException {
        return octet(' ');
    }

    ResponseOutput endOfLine() throws IOException {
        byte[] room = room(2);
        room[length++] = '\r';
        room[length++] = '\n';
        return this;
    }

    ResponseOutput number(long value) throws IOException {
        if (value < 0) {
            throw new IllegalArgumentException("IMAP knows no negative number: " + value);
        }
        byte[] room = room(MAX_NUMBER_OCTETS);
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int at = length + digits;
        length = at;
        long rest = value;
        do {
            room[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return this;
    }

    /// A number with leading zeros.
    ResponseOutput digits(int value, int count) throws IOException {
        byte[] room = room(count);
        int rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            room[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    ResponseOutput nil() throws IOException {
        return ascii("NIL");
    }

    /// ```
    /// nstring = string / nil
    /// ```
    ///
    /// @param octets one `char` for each octet
    ResponseOutput nstring(@Nullable String octets) throws IOException {
        return octets == null ? nil() : string(octets);
    }

    /// ```
    /// string = quoted / literal
    /// ```
    ///
    /// Octets above 127 make it a literal, which every client reads; quoted UTF-8 only those that
    /// asked for it.
    ///
    /// @param octets one `char` for each octet
    ResponseOutput string(String octets) throws IOException {
        if (octets.length() > MAX_QUOTED_OCTETS) {
            return literal(octets);
        }
        if (quoted(octets)) {
            return this;
        }
        return quotingOf(octets) == LITERAL ? literal(octets) : escaped(octets);
    }

    private static int quotingOf(String octets) {
        int all = 0;
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            all |= c < QUOTING.length ? QUOTING[c] : LITERAL;
        }
        return all > ESCAPED ? LITERAL : all;
    }

    /// Writes what is printable ASCII without anything to escape, which nearly all is, and nothing
    /// otherwise.
    ///
    /// Copies first and looks then: both loops run over octets side by side, many at once.
    private boolean quoted(String octets) throws IOException {
        byte[] room = room(octets.length() + 2);
        int start = length;
        room[length++] = '"';
        copy(octets, 0, octets.length(), room);
        int odd = 0;
        for (int i = start + 1; i < length; i++) {
            int c = room[i];
            odd |= (c - ' ') | ('~' - c) | ((c ^ '"') - 1) | ((c ^ '\\') - 1);
        }
        if (odd < 0) {
            length = start;
            return false;
        }
        room[length++] = '"';
        return true;
    }

    private ResponseOutput escaped(String octets) throws IOException {
        byte[] room = room(2 * octets.length() + 2);
        room[length++] = '"';
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (QUOTING[c] == ESCAPED) {
                room[length++] = '\\';
            }
            room[length++] = (byte) c;
        }
        room[length++] = '"';
        return this;
    }

    /// A literal cannot hold NUL (RFC 9051 section 4.3); nothing else is changed.
    private ResponseOutput literal(String octets) throws IOException {
        byte[] bytes = octets.replace('\0', '?').getBytes(StandardCharsets.ISO_8859_1);
        return literalHeader(bytes.length).octets(bytes);
    }

    /// ```
    /// literal = "{" number64 ["+"] "}" CRLF *CHAR8
    /// ```
    ResponseOutput literalHeader(long octets) throws IOException {
        return octet('{').number(octets).octet('}').endOfLine();
    }

    /// A string of Unicode: quoted when it is ASCII or the client reads quoted UTF-8.
    ///
    /// @param utf8 whether the client does
    ResponseOutput unicode(String text, boolean utf8) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var octets = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean mayBeQuoted = octets.chars().allMatch(c -> c >= 0x80 || QUOTING[c] != LITERAL);
        return utf8 && mayBeQuoted && octets.length() <= MAX_QUOTED_OCTETS
                ? escaped(octets)
                : string(octets);
    }

    ResponseOutput octets(byte[] bytes) throws IOException {
        if (bytes.length > MAX_PIECE_OCTETS) {
            drained().write(bytes);
            return this;
        }
        byte[] room = room(bytes.length);
        System.arraycopy(bytes, 0, room, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /// The connection's stream, everything so far written to it; for what is not worth copying.
    OutputStream drained() throws IOException {
        if (buffer != null && length > 0) {
            out.write(buffer, 0, length);
            length = 0;
        }
        return out;
    }

    void flush() throws IOException {
        drained().flush();
        buffer = null;
    }

    private byte[] room(int octets) throws IOException {
        byte[] room = buffer;
        if (room == null) {
            room = new byte[BUFFER_OCTETS];
            buffer = room;
        } else if (octets > room.length - length) {
            drained();
        }
        return room;
    }
}
