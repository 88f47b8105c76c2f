package org.posthorn.smtp.receive;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The value of ORCPT: the type of an address, and the address in xtext (RFC 3461 section 4.2), or,
/// of the type `utf-8`, in a form of its own (RFC 6533 section 3).
///
/// ```
/// utf-8-addr-xtext    = 1*(QCHAR / EmbeddedUnicodeChar)
/// utf-8-addr-unitext  = 1*(QUCHAR / EmbeddedUnicodeChar)
/// QCHAR               = %x21-2a / %x2c-3c / %x3e-5b / %x5d-7e
/// EmbeddedUnicodeChar = %x5C.78 "{" HEXPOINT "}"
/// ```
///
/// Whatever it stands for can be written into a header: no control character passes, in any form.
final class OriginalRecipient {
    /// RFC 3461 section 4.2.
    private static final int MAX_OCTETS = 500;

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$%&'*+\\-/?^_`{|}~]{1,100}");

    private static final Pattern EMBEDDED = Pattern.compile("\\\\x\\{([0-9A-F]{2,6})}");

    private OriginalRecipient() {}

    /// @param utf8 whether UTF-8 may stand for itself
    static boolean isValid(String value, boolean utf8) {
        int semicolon = value.indexOf(';');
        if (semicolon < 0
                || value.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS
                || !TYPE.matcher(value.substring(0, semicolon)).matches()) {
            return false;
        }
        String address = value.substring(semicolon + 1);
        if (address.isEmpty()) {
            return false;
        }
        return value.regionMatches(true, 0, "utf-8;", 0, 6)
                ? isUnicode(address, utf8)
                : Xtext.isPrintable(address);
    }

    private static boolean isUnicode(String address, boolean utf8) {
        Matcher embedded = EMBEDDED.matcher(address);
        int i = 0;
        while (i < address.length()) {
            int c = address.codePointAt(i);
            if (c == '\\') {
                if (!embedded.find(i) || embedded.start() != i || !isScalar(embedded.group(1))) {
                    return false;
                }
                i = embedded.end();
            } else if (isPlain(c) || (utf8 && c >= 0x80 && !Character.isISOControl(c))) {
                i += Character.charCount(c);
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return c >= '!' && c <= '~' && c != '+' && c != '=';
    }

    private static boolean isScalar(String hex) {
        int c = Integer.parseInt(hex, 16);
        return Character.isValidCodePoint(c)
                && !Character.isISOControl(c)
                && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }
}
