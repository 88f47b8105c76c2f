package org.posthorn.smtp.receive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// Takes the arguments of MAIL and RCPT apart. They have a character for each octet; what is UTF-8
/// in them (RFC 6531 section 3.3) is decoded when its octets are counted.
///
/// ```
/// Reverse-path   = Path / "<>"
/// Forward-path   = Path
/// Path           = "<" [ A-d-l ":" ] Mailbox ">"
/// A-d-l          = At-domain *( "," At-domain )
/// Mailbox        = Local-part "@" ( Domain / address-literal )
/// Local-part     = Dot-string / Quoted-string
/// atext          =/ UTF8-non-ascii
/// qtextSMTP      =/ UTF8-non-ascii
/// sub-domain     =/ U-label
/// ```
///
/// RFC 5321 section 4.1.2. A space before the path is let through, as many clients send one.
final class PathParser {
    private static final int MAX_PATH = 256;
    private static final int MAX_LOCAL_PART = 64;
    private static final int MAX_DOMAIN = 255;

    /// RFC 1035 section 2.3.4.
    private static final int MAX_LABEL = 63;

    private static final String ATEXT_MARKS = "!#$%&'*+-/=?^_`{|}~";

    private final String text;
    private final boolean forward;
    private final Reply malformed;
    private final Reply badAddress;
    private int position;
    private boolean ascii = true;

    private PathParser(String text, boolean forward) {
        this.text = text;
        this.forward = forward;
        this.malformed = forward ? Reply.BAD_RCPT : Reply.BAD_MAIL;
        this.badAddress = forward ? Reply.BAD_RECIPIENT : Reply.BAD_SENDER;
    }

    /// `FROM:` and what follows.
    static Parsed<ReversePath> reversePath(String argument) throws CommandException {
        PathParser parser = new PathParser(argument, false);
        String path = parser.path();
        Map<String, String> parameters = parser.parameters(false);
        boolean utf8 = parameters.containsKey("SMTPUTF8");
        return new Parsed<>(new ReversePath(parser.decoded(path, utf8)), parameters);
    }

    /// `TO:` and what follows.
    ///
    /// @param utf8 whether MAIL had SMTPUTF8, without which all of it is ASCII
    static Parsed<ForwardPath> forwardPath(String argument, boolean utf8) throws CommandException {
        PathParser parser = new PathParser(argument, true);
        String path = parser.path();
        Map<String, String> parameters = parser.parameters(utf8);
        return new Parsed<>(forwardPathOf(parser.decoded(path, utf8)), parameters);
    }

    /// A path and the parameters behind it, by their upper-case keywords; empty without a value.
    record Parsed<T>(T path, Map<String, String> parameters) {}

    private static ForwardPath forwardPathOf(String path) throws CommandException {
        if (path.equalsIgnoreCase("postmaster")) {
            return new ForwardPath.Postmaster();
        }
        if (path.endsWith("]")) {
            return new ForwardPath.Literal(path);
        }
        try {
            return new ForwardPath.Address(EmailAddress.parse(path), path);
        } catch (InvalidAddressException _) {
            throw new CommandException(Reply.BAD_RECIPIENT);
        }
    }

    private String path() throws CommandException {
        String keyword = forward ? "TO:" : "FROM:";
        if (!text.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new CommandException(malformed);
        }
        position = keyword.length();
        while (peek() == ' ') {
            position++;
        }
        int start = position;
        expect('<', malformed);
        if (peek() == '@') {
            skipSourceRoute();
        }
        int mailbox = position;
        if (peek() != '>') {
            mailbox(mailbox);
        } else if (forward) {
            throw new CommandException(badAddress);
        }
        String path = text.substring(mailbox, position);
        expect('>', badAddress);
        if (position - start > MAX_PATH) {
            throw new CommandException(badAddress);
        }
        ascii = isAscii(text.substring(start, position));
        return path;
    }

    /// The path as text: as it was written, and an address that can be one where it is not ASCII.
    private String decoded(String path, boolean utf8) throws CommandException {
        if (ascii) {
            return path;
        }
        if (!utf8) {
            throw new CommandException(
                    forward ? Reply.NON_ASCII_RECIPIENT : Reply.NON_ASCII_SENDER);
        }
        try {
            String decoded = utf8(path).orElseThrow(() -> new CommandException(badAddress));
            if (!isAscii(decoded)) {
                EmailAddress.parse(decoded);
            }
            return decoded;
        } catch (InvalidAddressException _) {
            throw new CommandException(badAddress);
        }
    }

    private static Optional<String> utf8(String octets) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                            .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c <= 0x7F);
    }

    /// Accepted and ignored (RFC 5321 appendix C).
    private void skipSourceRoute() throws CommandException {
        sourceHost();
        while (peek() == ',') {
            position++;
            sourceHost();
        }
        expect(':', badAddress);
    }

    /// ```
    /// At-domain      = "@" Domain
    /// ```
    private void sourceHost() throws CommandException {
        expect('@', badAddress);
        domain();
    }

    private void mailbox(int start) throws CommandException {
        if (peek() == '"') {
            quotedString();
        } else {
            dotString();
        }
        if (position - start > MAX_LOCAL_PART) {
            throw new CommandException(badAddress);
        }
        boolean postmaster = text.substring(start, position).equalsIgnoreCase("postmaster");
        if (forward && postmaster && peek() == '>') {
            return;
        }
        expect('@', badAddress);
        if (peek() == '[') {
            addressLiteral();
        } else {
            domain();
        }
    }

    /// ```
    /// Quoted-string  = DQUOTE *( %d32-33 / %d35-91 / %d93-126 / "\" %d32-126 ) DQUOTE
    /// ```
    private void quotedString() throws CommandException {
        position++;
        while (peek() != '"') {
            if (peek() == '\\') {
                position++;
            }
            if (peek() < ' ' || peek() == 0x7F) {
                throw new CommandException(badAddress);
            }
            position++;
        }
        position++;
    }

    /// ```
    /// Dot-string     = 1*atext *( "." 1*atext )
    /// ```
    private void dotString() throws CommandException {
        int atom = position;
        while (isAtext(peek()) || peek() == '.') {
            if (peek() == '.') {
                requireSome(atom);
                atom = position + 1;
            }
            position++;
        }
        requireSome(atom);
    }

    /// ```
    /// Domain         = sub-domain *( "." sub-domain )
    /// sub-domain     = Let-dig [ Ldh-str ]
    /// Ldh-str        = *( ALPHA / DIGIT / "-" ) Let-dig
    /// ```
    private void domain() throws CommandException {
        int start = position;
        label();
        while (peek() == '.') {
            position++;
            label();
        }
        if (position - start > MAX_DOMAIN) {
            throw new CommandException(badAddress);
        }
    }

    private void label() throws CommandException {
        int start = position;
        while (isLetterOrDigit(peek()) || peek() == '-' || peek() > 0x7F) {
            position++;
        }
        requireSome(start);
        boolean hyphens = text.charAt(start) == '-' || text.charAt(position - 1) == '-';
        // Of a U-label it is the A-label that may have so many octets.
        boolean tooLong = position - start > MAX_LABEL && isAscii(text.substring(start, position));
        if (hyphens || tooLong) {
            throw new CommandException(badAddress);
        }
    }

    private void addressLiteral() throws CommandException {
        int end = text.indexOf(']', position);
        if (end < 0 || !AddressLiteral.isValid(text.substring(position, end + 1))) {
            throw new CommandException(badAddress);
        }
        position = end + 1;
    }

    private void requireSome(int start) throws CommandException {
        if (position == start) {
            throw new CommandException(badAddress);
        }
    }

    /// ```
    /// Mail-parameters = esmtp-param *( SP esmtp-param )
    /// esmtp-param     = esmtp-keyword [ "=" esmtp-value ]
    /// esmtp-keyword   = ( ALPHA / DIGIT ) *( ALPHA / DIGIT / "-" )
    /// esmtp-value     = 1*( %d33-60 / %d62-126 )
    /// esmtp-value     =/ UTF8-non-ascii
    /// ```
    private Map<String, String> parameters(boolean utf8) throws CommandException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (position < text.length() && peek() != ' ') {
            throw new CommandException(malformed);
        }
        for (String parameter : text.substring(position).split(" ", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : utf8(parameter.substring(equals + 1)).orElse("");
            boolean valid = isKeyword(keyword) && (equals < 0 || isValue(value, utf8));
            if (!valid || parameters.put(keyword.toUpperCase(Locale.ROOT), value) != null) {
                throw new CommandException(Reply.BAD_PARAMETER);
            }
        }
        return parameters;
    }

    private static boolean isKeyword(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '-'
                && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-');
    }

    private static boolean isValue(String text, boolean utf8) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c != 0x7F && c != '=')
                && (utf8 || isAscii(text));
    }

    private void expect(char wanted, Reply otherwise) throws CommandException {
        if (peek() != wanted) {
            throw new CommandException(otherwise);
        }
        position++;
    }

    /// The next character, or NUL at the end, which no command contains.
    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private static boolean isAtext(char c) {
        return isLetterOrDigit(c) || c > 0x7F || (c != 0 && ATEXT_MARKS.indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
