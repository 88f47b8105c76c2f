package org.posthorn.mailbox.mime;

import java.util.List;

/// A text that is looked for inside others, by i;unicode-casemap (RFC 5051), as IMAP's SEARCH does.
/// Immutable, and equal to itself alone; a [TextScan] looks for it.
///
/// The time that it takes grows with the text alone (Knuth, Morris and Pratt), whatever both are.
public final class TextMatcher {
    private final char[] needle;

    /// For each length of a matched beginning of the needle, that of the longest shorter one which
    /// still matches.
    private final int[] fallbacks;

    public TextMatcher(String needle) {
        this.needle = UnicodeCasemap.of(needle).toCharArray();
        fallbacks = new int[this.needle.length + 1];
        for (int length = 1; length < this.needle.length; length++) {
            fallbacks[length + 1] = step(fallbacks[length], this.needle[length]);
        }
    }

    /// How much of the needle matches behind `c` when `matched` of it did before.
    private int step(int matched, char c) {
        int length = matched;
        while (length > 0 && needle[length] != c) {
            length = fallbacks[length];
        }
        return needle[length] == c ? length + 1 : 0;
    }

    /// How much of the needle matches behind a piece of text when `matched` of it did before; once
    /// it is all, the rest of the piece is not looked at.
    ///
    /// @param mapped the text, by [UnicodeCasemap]
    int advance(int matched, char[] mapped, int count) {
        int length = matched;
        int i = 0;
        while (i < count && !isWhole(length)) {
            if (length == 0) {
                i = indexOf(needle[0], mapped, i, count);
            }
            if (i < count) {
                length = step(length, mapped[i++]);
            }
        }
        return length;
    }

    private static int indexOf(char c, char[] text, int from, int end) {
        int i = from;
        while (i < end && text[i] != c) {
            i++;
        }
        return i;
    }

    /// Whether that is all of the needle; of an empty one nothing is.
    boolean isWhole(int matched) {
        return matched == needle.length;
    }

    /// Whether the needle is in the text; the empty one is in all.
    public boolean isIn(String text) {
        return !new TextScan(List.of(this)).add(text).isEmpty();
    }
}
