package org.posthorn.mailbox.mime;

import java.io.IOException;
import java.io.Reader;

/// Looks for a text inside others, by i;unicode-casemap (RFC 5051), as IMAP's SEARCH does.
/// Immutable.
///
/// The time it takes grows with the text alone (Knuth, Morris and Pratt), the memory with nothing.
public final class TextMatcher {
    private static final int CHUNK = 4096;

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

    /// Whether the needle is in the text; the empty one is in all.
    public boolean isIn(String text) {
        var search = new Search();
        var chunk = new char[Math.min(text.length(), CHUNK)];
        for (int at = 0; at < text.length() && !search.found(); at += chunk.length) {
            int count = Math.min(chunk.length, text.length() - at);
            text.getChars(at, at + count, chunk, 0);
            search.add(chunk, count);
        }
        return search.found();
    }

    /// The same, reading little further than to the first match.
    public boolean isIn(Reader text) throws IOException {
        var search = new Search();
        var chunk = new char[CHUNK];
        while (!search.found()) {
            int read = text.read(chunk);
            if (read < 0) {
                return false;
            }
            search.add(chunk, read);
        }
        return true;
    }

    private final class Search {
        private int matched;
        private char high;

        boolean found() {
            return matched == needle.length;
        }

        void add(char[] text, int count) {
            int i = 0;
            while (i < count && !found()) {
                i = matched == 0 ? skipTo(needle[0], text, i, count) : i;
                if (i < count) {
                    add(text[i++]);
                }
            }
        }

        /// The next character that may begin a match.
        private int skipTo(char first, char[] text, int from, int count) {
            int i = from;
            while (i < count && text[i] < 0x80 && UnicodeCasemap.ofAscii(text[i]) != first) {
                i++;
            }
            return i;
        }

        /// Half of a surrogate pair counts for nothing.
        private void add(char c) {
            if (c < 0x80) {
                matched = step(matched, UnicodeCasemap.ofAscii(c));
            } else if (Character.isHighSurrogate(c)) {
                high = c;
            } else if (high != 0 && Character.isLowSurrogate(c)) {
                addMapped(Character.toCodePoint(high, c));
                high = 0;
            } else {
                addMapped(c);
            }
        }

        private void addMapped(int c) {
            String mapped = UnicodeCasemap.of(c);
            for (int i = 0; i < mapped.length() && !found(); i++) {
                matched = step(matched, mapped.charAt(i));
            }
        }
    }
}
