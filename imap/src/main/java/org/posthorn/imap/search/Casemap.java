package org.posthorn.imap.search;

import java.text.Normalizer;

/// Folds text as the collation i;unicode-casemap does: to title case, then decomposed (RFC 5051
/// section 2).
final class Casemap {
    private static final int ASCII_END = 0x80;

    private Casemap() {}

    static String fold(String text) {
        var folded = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> appendFolded(folded, codePoint));
        return folded.toString();
    }

    static void appendFolded(StringBuilder to, int codePoint) {
        if (codePoint < ASCII_END) {
            to.append((char) foldAscii(codePoint));
            return;
        }
        String title = Character.toString(Character.toTitleCase(codePoint));
        to.append(Normalizer.normalize(title, Normalizer.Form.NFKD));
    }

    static int foldAscii(int c) {
        return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
    }
}
