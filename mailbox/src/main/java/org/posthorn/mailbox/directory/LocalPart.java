package org.posthorn.mailbox.directory;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/// What stands before the `@` (RFC 5321 section 4.1.2, with the characters of RFC 6531 section
/// 3.3).
final class LocalPart {
    private static final int MAX_OCTETS = 64;

    private LocalPart() {}

    /// Lower case and NFC; a local part is compared in this form only.
    ///
    /// @param unquoted without quotes and backslashes
    static String canonical(String unquoted) throws InvalidAddressException {
        var lower = unquoted.toLowerCase(Locale.ROOT);
        var text = Characters.isAscii(lower) ? lower : folded(unquoted);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            boolean otherSpace = c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR;
            if (!Characters.isVisible(c) || otherSpace) {
                throw new InvalidAddressException(
                        "the name before the @ contains "
                                + Characters.nameOf(c)
                                + ", which no address may");
            }
        }
        // It could be quoted, but databases compare without blanks at the end, and so do people.
        if (text.startsWith(" ") || text.endsWith(" ")) {
            throw new InvalidAddressException("the name before the @ starts or ends with a space");
        }
        // RFC 5321 section 4.5.3.1.1
        if (octets(print(text)) > MAX_OCTETS) {
            throw new InvalidAddressException("the name before the @ is longer than 64 octets");
        }
        return text;
    }

    private static String folded(String text) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /// `Local-part = Dot-string / Quoted-string`
    ///
    /// @return without quotes, not yet canonical
    static String unquote(String text) throws InvalidAddressException {
        if (text.isEmpty()) {
            throw new InvalidAddressException("there is nothing before the @");
        }
        if (!text.startsWith("\"")) {
            if (!isDotString(text)) {
                throw new InvalidAddressException(
                        "the name before the @ has a dot too many or a character that must be quoted");
            }
            return text;
        }
        var content = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            }
            content.append(text.charAt(i));
        }
        return content.toString();
    }

    /// `Quoted-string = DQUOTE *QcontentSMTP DQUOTE`
    ///
    /// @param text starts with a quote
    /// @return the index after the closing quote
    static int endOfQuoted(String text) throws InvalidAddressException {
        for (int i = 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return i + 1;
                }
                default -> {}
            }
        }
        throw new InvalidAddressException("the name before the @ has no closing quote");
    }

    /// As it is written in SMTP, quoted where it must be.
    static String print(String canonical) {
        if (isDotString(canonical)) {
            return canonical;
        }
        return '"' + canonical.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// `Dot-string = Atom *("." Atom)`
    private static boolean isDotString(String text) {
        return !text.isEmpty()
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..")
                && text.chars().allMatch(c -> c == '.' || isAtext(c));
    }

    /// `atext` of RFC 5322 section 3.2.3, with `UTF8-non-ascii`.
    private static boolean isAtext(int c) {
        return c >= 0x80
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
