package org.posthorn.imap.search;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;

/// A text to be found as a substring, case and composition of its characters aside.
///
/// Looks at each character of the text once (Knuth, Morris and Pratt), so a text is searched as it
/// streams by.
final class Needle {
    private static final int BLOCK = 4096;

    private final String folded;

    /// How much of the needle still matches when the character at an index does not.
    private final int[] fallback;

    Needle(String text) {
        folded = Casemap.fold(text);
        fallback = new int[folded.length() + 1];
        int length = 0;
        for (int i = 1; i < folded.length(); i++) {
            while (length > 0 && folded.charAt(i) != folded.charAt(length)) {
                length = fallback[length];
            }
            length += folded.charAt(i) == folded.charAt(length) ? 1 : 0;
            fallback[i + 1] = length;
        }
    }

    boolean isEmpty() {
        return folded.isEmpty();
    }

    boolean isIn(String text) {
        try {
            return isIn(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a string can be read", e);
        }
    }

    boolean isIn(Reader text) throws IOException {
        if (isEmpty()) {
            return true;
        }
        var block = new char[BLOCK];
        var expanded = new StringBuilder();
        int matched = 0;
        int high = 0;
        int count = text.read(block);
        while (count >= 0) {
            for (int i = 0; i < count; i++) {
                char c = block[i];
                if (Character.isHighSurrogate(c)) {
                    high = c;
                    continue;
                }
                expanded.setLength(0);
                Casemap.appendFolded(expanded, high == 0 ? c : join((char) high, c));
                high = 0;
                matched = advance(matched, expanded);
                if (matched == folded.length()) {
                    return true;
                }
            }
            count = text.read(block);
        }
        return false;
    }

    private static int join(char high, char low) {
        return Character.isLowSurrogate(low) ? Character.toCodePoint(high, low) : low;
    }

    private int advance(int before, CharSequence characters) {
        int matched = before;
        for (int i = 0; i < characters.length() && matched < folded.length(); i++) {
            char c = characters.charAt(i);
            while (matched > 0 && folded.charAt(matched) != c) {
                matched = fallback[matched];
            }
            matched += folded.charAt(matched) == c ? 1 : 0;
        }
        return matched;
    }
}
