package org.posthorn.smtp.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands for characters that a parameter of SMTP or a field of a report cannot have.
final class Xtext {
    private static final Pattern HEX_CHAR = Pattern.compile("\\+([0-9A-F]{2})");
    private static final Pattern UNITEXT = Pattern.compile("\\\\x\\{([0-9A-F]{2,6})}");
    private static final Pattern TYPED = Pattern.compile("([A-Za-z0-9-]{1,40}) ?;(.*)");

    private Xtext() {}

    /// Decodes xtext.
    ///
    /// ```
    /// xtext   = *( xchar / hexchar )
    /// hexchar = "+" 2(%x30-39 / %x41-46)
    /// ```
    ///
    /// RFC 3461 section 4. What would not be printable ASCII then is left as it is, because a
    /// report has no place for it.
    static String decode(String xtext) {
        String decoded =
                HEX_CHAR.matcher(xtext)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        String.valueOf(character(found.group(1)))));
        return decoded.chars().allMatch(c -> c >= ' ' && c < 0x7F) ? decoded : xtext;
    }

    private static char character(String hex) {
        return (char) Integer.parseInt(hex, 16);
    }

    /// An ORCPT as a report shows it: its type, and its address decoded (RFC 3461 section 6.3, RFC
    /// 6533 section 3).
    ///
    /// @param utf8 whether the report can have other characters than those of ASCII
    static String originalRecipient(String orcpt, boolean utf8) {
        Matcher typed = TYPED.matcher(orcpt);
        if (!typed.matches()) {
            return "unknown; " + orcpt;
        }
        String type = typed.group(1);
        String address = typed.group(2).strip();
        if (!type.equalsIgnoreCase("utf-8")) {
            String decoded = decode(address);
            return type + "; " + (utf8 ? decoded : SafeText.ascii(decoded));
        }
        return type + "; " + (utf8 ? fromUnitext(address) : toUnitext(address, false));
    }

    /// The type and address of a recipient.
    static String recipient(String address, boolean utf8) {
        if (SafeText.isAscii(address)) {
            return "rfc822; " + address;
        }
        return "utf-8; " + (utf8 ? address : toUnitext(address, true));
    }

    /// ```
    /// EmbeddedUnicodeChar = %x5C.78 "{" HEXPOINT "}"
    /// ```
    ///
    /// RFC 6533 section 3.
    ///
    /// @param specials whether the characters of ASCII that the form cannot have are to be encoded,
    ///   too; what is partly encoded already would be encoded twice
    private static String toUnitext(String address, boolean specials) {
        var out = new StringBuilder(address.length() + 20);
        address.codePoints()
                .forEach(c -> {
                    if (c > 0x7E || c < ' ' || (specials && " \\+=".indexOf(c) >= 0)) {
                        out.append("\\x{%02X}".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                });
        return out.toString();
    }

    /// Decodes what [#toUnitext] makes; what would be no character is left as it is.
    static String fromUnitext(String text) {
        return UNITEXT.matcher(text)
                .replaceAll(found -> {
                    int c = Integer.parseInt(found.group(1), 16);
                    boolean shown =
                            c >= ' '
                                    && c != 0x7F
                                    && Character.isDefined(c)
                                    && !Character.isISOControl(c)
                                    && Character.getType(c) != Character.SURROGATE;
                    return Matcher.quoteReplacement(shown ? Character.toString(c) : found.group());
                });
    }
}
