package org.posthorn.imap.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The words of a command, from left to right (RFC 9051 sections 4 and 9).
///
/// A method either consumes what it is named after or refuses the command. Octets whose charset is
/// not known yet are a `String` of one `char` each.
final class CommandScanner {
    private static final int END = -1;

    private final CommandInput input;
    private final boolean utf8;
    private int at;

    CommandScanner(CommandInput input, boolean utf8) {
        this.input = input;
        this.utf8 = utf8;
    }

    boolean utf8() {
        return utf8;
    }

    /// The next octet, which stays; -1 at the end of the line.
    int peek() {
        return at < input.line().length ? input.line()[at] & 0xFF : END;
    }

    /// Whether `text`, in upper case, comes next in any case; it stays.
    boolean looksAt(String text) {
        byte[] line = input.line();
        if (line.length - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (upper(line[at + i]) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int upper(int c) {
        return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
    }

    /// Consumes `text`, in upper case, if it comes next in any case.
    boolean takes(String text) {
        if (!looksAt(text)) {
            return false;
        }
        at += text.length();
        return true;
    }

    CommandScanner expect(String text) throws RefusedException {
        if (!takes(text)) {
            throw RefusedException.bad(
                    text.equals(" ") ? "a space is missing" : "'" + text + "' is missing");
        }
        return this;
    }

    /// Exactly one space.
    CommandScanner space() throws RefusedException {
        return expect(" ");
    }

    boolean atEnd() {
        return peek() == END;
    }

    void end() throws RefusedException {
        if (!atEnd()) {
            throw RefusedException.bad("there is more than the command takes");
        }
    }

    /// At least one octet that fits.
    private String run(IntPredicate fits, String what) throws RefusedException {
        byte[] line = input.line();
        int start = at;
        while (at < line.length && fits.test(line[at])) {
            at++;
        }
        if (at == start) {
            throw RefusedException.bad(what + " is missing");
        }
        return latin(line, start, at);
    }

    private static String latin(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// ```
    /// tag = 1*<any ASTRING-CHAR except "+">
    /// ```
    Tag tag() throws RefusedException {
        return new Tag(run(Tag::isTagChar, "the tag"));
    }

    /// ```
    /// atom = 1*ATOM-CHAR
    /// ```
    String atom(String what) throws RefusedException {
        return run(Syntax::isAtomChar, what);
    }

    /// A name of the protocol's, in upper case: letters, digits, `.`, `-`, `=` and others up to a
    /// bracket.
    String keyword(String what) throws RefusedException {
        return run(c -> Syntax.isAtomChar(c) && c != '[' && c != '<', what)
                .toUpperCase(Locale.ROOT);
    }

    /// ```
    /// astring = 1*ASTRING-CHAR / string
    /// ```
    String astring(String what) throws RefusedException, IOException {
        return startsString() ? string() : run(Syntax::isAstringChar, what);
    }

    /// ```
    /// list-mailbox = 1*list-char / string
    /// ```
    String listMailbox() throws RefusedException, IOException {
        return startsString() ? lenientString() : run(Syntax::isListChar, "the pattern");
    }

    /// An astring whose quoted form may hold UTF-8 whatever the client enabled: a mailbox's name.
    String lenientAstring(String what) throws RefusedException, IOException {
        return startsString() ? lenientString() : run(Syntax::isAstringChar, what);
    }

    private boolean startsString() {
        return peek() == '"' || peek() == '{';
    }

    /// ```
    /// string = quoted / literal
    /// ```
    String string() throws RefusedException, IOException {
        return string(utf8);
    }

    private String lenientString() throws RefusedException, IOException {
        return string(true);
    }

    private String string(boolean quotedUtf8) throws RefusedException, IOException {
        return switch (peek()) {
            case '"' -> quoted(quotedUtf8);
            case '{' -> literal();
            default -> throw RefusedException.bad("a string is missing");
        };
    }

    /// ```
    /// nstring = string / nil
    /// ```
    @Nullable String nstring() throws RefusedException, IOException {
        return takes("NIL") ? null : string();
    }

    /// ```
    /// quoted      = DQUOTE *QUOTED-CHAR DQUOTE
    /// QUOTED-CHAR = <any TEXT-CHAR except quoted-specials> / "\" quoted-specials / UTF8-2 / UTF8-3 / UTF8-4
    /// ```
    private String quoted(boolean utf8Allowed) throws RefusedException {
        byte[] line = input.line();
        var text = new StringBuilder();
        boolean ascii = true;
        at++;
        while (true) {
            int c = next(line);
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                c = next(line);
                if (c != '"' && c != '\\') {
                    throw RefusedException.bad("only '\"' and '\\' are escaped");
                }
            } else if (c == 0 || c == '\r' || c == '\n') {
                throw RefusedException.bad("NUL, CR and LF need a literal");
            }
            ascii &= c < 0x80;
            text.append((char) c);
        }
        if (!ascii && (!utf8Allowed || decode(text.toString(), StandardCharsets.UTF_8) == null)) {
            throw RefusedException.bad("these octets need a literal");
        }
        return text.toString();
    }

    private int next(byte[] line) throws RefusedException {
        if (at == line.length) {
            throw RefusedException.bad("a '\"' is missing");
        }
        return line[at++] & 0xFF;
    }

    /// ```
    /// literal = "{" number64 ["+"] "}" CRLF *CHAR8
    /// ```
    private String literal() throws RefusedException, IOException {
        LiteralHeader header = literalHeader();
        if (header.binary()) {
            throw RefusedException.bad("a binary literal has no place here");
        }
        byte[] octets = input.literal(header);
        at = 0;
        for (byte octet : octets) {
            if (octet == 0) {
                throw RefusedException.bad("a literal holds no NUL");
            }
        }
        return latin(octets, 0, octets.length);
    }

    /// The announcement of a literal, which stays for [#literal(LiteralHeader,
    /// CommandInput.Receiver)].
    LiteralHeader literalHeader() throws RefusedException {
        LiteralHeader header = LiteralHeader.atEndOf(input.line());
        if (header == null || header.start() != at) {
            throw RefusedException.bad("a literal is missing");
        }
        return header;
    }

    /// Counts what the command keeps in heap beside its words.
    void require(long octets) throws IOException, RefusedException {
        input.require(octets);
    }

    /// Hands a literal to `receiver`, piece by piece.
    void literal(LiteralHeader header, CommandInput.Receiver receiver)
            throws RefusedException, IOException {
        input.literal(header, receiver);
        at = 0;
    }

    /// ```
    /// number = 1*DIGIT  ; (0 <= n < 4,294,967,296)
    /// ```
    long number() throws RefusedException {
        long value = number64();
        if (value > SequenceSet.MAX_NUMBER) {
            throw RefusedException.bad("the number is too large");
        }
        return value;
    }

    /// ```
    /// nz-number = digit-nz *DIGIT  ; (0 < n < 4,294,967,296)
    /// ```
    ///
    /// Leading zeros do no harm.
    long nzNumber() throws RefusedException {
        long value = number();
        if (value == 0) {
            throw RefusedException.bad("the number must not be 0");
        }
        return value;
    }

    /// ```
    /// number64 = 1*DIGIT  ; (0 <= n <= 9,223,372,036,854,775,807)
    /// ```
    long number64() throws RefusedException {
        String digits = run(c -> c >= '0' && c <= '9', "a number");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw RefusedException.bad("the number is too large");
        }
    }

    /// Exactly `count` digits.
    int digits(int count) throws RefusedException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int c = peek();
            if (c < '0' || c > '9') {
                throw RefusedException.bad("a digit is missing");
            }
            value = 10 * value + (c - '0');
            at++;
        }
        return value;
    }

    /// Exactly `count` letters, in upper case.
    String letters(int count) throws RefusedException {
        var letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            int c = upper(peek());
            if (c < 'A' || c > 'Z') {
                throw RefusedException.bad("a letter is missing");
            }
            letters.append((char) c);
            at++;
        }
        return letters.toString();
    }

    /// Text from octets, which are UTF-8 unless they cannot be; old clients send what their system
    /// uses.
    static String text(String octets) {
        String text = decode(octets, StandardCharsets.UTF_8);
        return text == null ? octets : text;
    }

    /// Text from octets; null when they are not in `charset`.
    static @Nullable String decode(String octets, Charset charset) {
        try {
            byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
