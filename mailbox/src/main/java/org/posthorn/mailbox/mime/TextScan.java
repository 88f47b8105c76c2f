package org.posthorn.mailbox.mime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One pass over one text, which comes in pieces, for any number of needles at once: what is mapped
/// for one is mapped for all.
public final class TextScan {
    private static final int CHUNK = 4096;

    /// No character maps to more than this many.
    private static final int LONGEST_MAPPING = 32;

    private final List<TextMatcher> open;
    private final int[] matched;
    private char[] mapped = {};
    private int filled;
    private char high;

    public TextScan(Collection<TextMatcher> needles) {
        open = new ArrayList<>(needles);
        matched = new int[open.size()];
    }

    /// Whether no needle is left to be found.
    public boolean isOver() {
        return open.isEmpty();
    }

    /// How many needles are still looked for.
    public int openCount() {
        return open.size();
    }

    /// Takes all of a text that is no longer than that.
    ///
    /// @return the needles in it
    public List<TextMatcher> add(String text) {
        var found = new ArrayList<TextMatcher>();
        var piece = new char[Math.min(text.length(), CHUNK)];
        int at = 0;
        do {
            int count = Math.min(piece.length, text.length() - at);
            text.getChars(at, at + count, piece, 0);
            found.addAll(add(piece, count));
            at += count;
        } while (at < text.length() && !isOver());
        return found;
    }

    /// Takes the next piece of the text, which may be empty.
    ///
    /// @return the needles that were found in it for the first time; the empty one is in every
    ///   piece
    public List<TextMatcher> add(char[] text, int count) {
        var found = new ArrayList<TextMatcher>(0);
        int room = Math.min(CHUNK, count + LONGEST_MAPPING);
        mapped = mapped.length < room ? new char[room] : mapped;
        for (int i = 0; i < count; i++) {
            if (filled > mapped.length - LONGEST_MAPPING) {
                match(found);
            }
            map(text[i]);
        }
        match(found);
        return found;
    }

    /// Half of a surrogate pair counts for nothing.
    private void map(char c) {
        if (c < 0x80) {
            mapped[filled++] = UnicodeCasemap.ofAscii(c);
        } else if (Character.isHighSurrogate(c)) {
            high = c;
        } else if (high != 0 && Character.isLowSurrogate(c)) {
            append(UnicodeCasemap.of(Character.toCodePoint(high, c)));
            high = 0;
        } else {
            append(UnicodeCasemap.of(c));
        }
    }

    private void append(String characters) {
        characters.getChars(0, characters.length(), mapped, filled);
        filled += characters.length();
    }

    private void match(List<TextMatcher> found) {
        int kept = 0;
        for (int i = 0; i < open.size(); i++) {
            TextMatcher needle = open.get(i);
            int length = needle.advance(matched[i], mapped, filled);
            if (needle.isWhole(length)) {
                found.add(needle);
            } else {
                open.set(kept, needle);
                matched[kept++] = length;
            }
        }
        open.subList(kept, open.size()).clear();
        filled = 0;
    }
}
