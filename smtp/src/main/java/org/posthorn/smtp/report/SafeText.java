package org.posthorn.smtp.report;

/// Text of strangers, made fit to be shown in one line.
final class SafeText {
    private SafeText() {}

    /// The text without control characters and without those that change the direction of what
    /// follows, blanks collapsed, cut where it is too long.
    ///
    /// @param most characters
    static String line(String text, int most) {
        var out = new StringBuilder(Math.min(text.length(), most));
        boolean blank = false;
        for (int i = 0; i < text.length() && out.length() < most; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isBlank(c)) {
                blank = !out.isEmpty();
            } else if (isShown(c)) {
                if (blank) {
                    out.append(' ');
                    blank = false;
                }
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.CONTROL;
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /// The same with a question mark for all that is not ASCII.
    static String ascii(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(c > 0x7E ? '?' : (char) c));
        return out.toString();
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// The text, or its beginning where it is too long.
    static String shortened(String text, int most) {
        return text.length() <= most ? text : line(text, most - 3) + "...";
    }
}
