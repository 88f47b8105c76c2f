package org.posthorn.mailbox.directory;

import java.util.Locale;

/// What addresses and passwords have in common about characters.
final class Characters {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Characters() {}

    static boolean isAscii(CharSequence text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// Whether people can type and see it, about the FreeformClass of RFC 8264 section 4.3.
    ///
    /// The joiners are format characters that Persian, Indic scripts and emoji cannot do without;
    /// they are let through whatever stands around them.
    static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.FORMAT ->
                    codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }

    /// A character's name in a message that may go anywhere.
    static String nameOf(int codePoint) {
        return codePoint > 0x20 && codePoint < 0x7F
                ? "'" + (char) codePoint + "'"
                : String.format(Locale.ROOT, "U+%04X", codePoint);
    }
}
