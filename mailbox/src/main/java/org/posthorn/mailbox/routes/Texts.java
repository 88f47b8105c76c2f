package org.posthorn.mailbox.routes;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What every text of an entry keeps to, so that it fits a row and a line of SMTP.
final class Texts {
    /// Of what is free text; an address has less.
    private static final int MOST_OCTETS = 200;

    private Texts() {}

    static void requireShort(String what, String text) {
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MOST_OCTETS) {
            throw new IllegalArgumentException(
                    what + " must have between 1 and " + MOST_OCTETS + " octets");
        }
        if (text.chars().anyMatch(Texts::isControl)) {
            throw new IllegalArgumentException(what + " must have no control characters");
        }
    }

    /// Some programs begin a line with the separators of Unicode, too.
    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    /// A constant as it is stored and shown.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
