package org.posthorn.mailbox.mime;

import com.ibm.icu.text.Normalizer2;

/// The collation i;unicode-casemap (RFC 5051 section 2): texts that differ in case, accents written
/// apart, or compatible forms only are equal when each character is replaced by what this gives.
final class UnicodeCasemap {
    private static final int FIRST_HANGUL = 0xAC00;
    private static final int LAST_HANGUL = 0xD7A3;

    /// Takes 30 ms to load, so only texts that are not ASCII touch it.
    private static final class Decompositions {
        private static final Normalizer2 NFKD = Normalizer2.getNFKDInstance();
    }

    private UnicodeCasemap() {}

    static char ofAscii(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    /// The character in title case, decomposed as UnicodeData.txt says; Hangul syllables, which it
    /// does not list, stay.
    static String of(int c) {
        int title = Character.toTitleCase(c);
        String decomposed =
                title >= FIRST_HANGUL && title <= LAST_HANGUL
                        ? null
                        : Decompositions.NFKD.getDecomposition(title);
        return decomposed == null ? Character.toString(title) : decomposed;
    }

    static String of(String text) {
        var mapped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        mapped.append(c < 0x80 ? Character.toString(ofAscii((char) c)) : of(c)));
        return mapped.toString();
    }
}
