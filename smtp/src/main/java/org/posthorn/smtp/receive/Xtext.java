package org.posthorn.smtp.receive;

import java.util.OptionalInt;

/// Text in the values of parameters (RFC 3461 section 4).
///
/// ```
/// xtext   = *( xchar / hexchar )
/// xchar   = any ASCII CHAR between "!" (33) and "~" (126) inclusive, except for "+" and "="
/// hexchar = ASCII "+" immediately followed by two upper case hexadecimal digits
/// ```
final class Xtext {
    private Xtext() {}

    static boolean isValid(String text) {
        int i = 0;
        while (i < text.length()) {
            OptionalInt next = next(text, i);
            if (next.isEmpty()) {
                return false;
            }
            i += length(text, i);
        }
        return true;
    }

    /// Whether it is xtext for printable ASCII and spaces, so that it can stand in a header when it
    /// is decoded.
    static boolean isPrintable(String text) {
        return isValid(text) && decode(text).chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    /// What it stands for, an octet to a character.
    ///
    /// @throws IllegalArgumentException if it is not valid
    static String decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += length(text, i)) {
            int octet = next(text, i).orElseThrow(() -> new IllegalArgumentException("not xtext"));
            decoded.append((char) octet);
        }
        return decoded.toString();
    }

    private static int length(String text, int at) {
        return text.charAt(at) == '+' ? 3 : 1;
    }

    private static OptionalInt next(String text, int at) {
        char c = text.charAt(at);
        if (c != '+') {
            return c >= '!' && c <= '~' && c != '=' ? OptionalInt.of(c) : OptionalInt.empty();
        }
        if (at + 2 >= text.length()) {
            return OptionalInt.empty();
        }
        int high = digit(text.charAt(at + 1));
        int low = digit(text.charAt(at + 2));
        return high < 0 || low < 0 ? OptionalInt.empty() : OptionalInt.of(16 * high + low);
    }

    /// Lower case is none (RFC 3461 section 4).
    private static int digit(char c) {
        return c >= 'a' ? -1 : "0123456789ABCDEF".indexOf(c);
    }
}
