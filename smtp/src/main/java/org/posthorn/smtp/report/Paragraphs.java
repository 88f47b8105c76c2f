package org.posthorn.smtp.report;

import java.util.ArrayList;
import java.util.List;

/// Plain text whose lines are short where its words are. Lines end in CRLF.
final class Paragraphs {
    private static final int WIDTH = 76;

    /// Characters; a word that is longer is cut, so that a line, with four octets for each, is not
    /// longer than 998 (RFC 5322 section 2.1.1).
    private static final int LONGEST_WORD = 200;

    private static final String INDENT = "  ";

    /// How far the values of facts are from the margin.
    private static final int LABEL_WIDTH = 14;

    private final StringBuilder out = new StringBuilder();

    void paragraph(String text) {
        begin();
        wrap("", "", text);
    }

    void item(String text) {
        begin();
        wrap(INDENT, INDENT, text);
    }

    /// Begins anew below an empty line.
    void begin() {
        if (!out.isEmpty()) {
            out.append("\r\n");
        }
    }

    void fact(String label, String value) {
        String first = INDENT + label + ":";
        wrap(
                first + " ".repeat(Math.max(1, LABEL_WIDTH - first.length())),
                " ".repeat(LABEL_WIDTH),
                value);
    }

    /// @param indent of all lines but the first; lines of others' words are never without it, or
    ///   begin with a blank
    private void wrap(String first, String indent, String text) {
        out.append(first);
        int width = first.length();
        boolean begun = false;
        for (String word : SafeText.line(text, 2000).split(" ", -1)) {
            for (String piece : pieces(word)) {
                if (begun && width + 1 + piece.length() > WIDTH) {
                    out.append("\r\n").append(indent);
                    // A line of dashes might mean something.
                    String guard = indent.isEmpty() && piece.startsWith("-") ? " " : "";
                    out.append(guard);
                    width = indent.length() + guard.length();
                } else if (begun) {
                    out.append(' ');
                    width++;
                }
                out.append(piece);
                width += piece.length();
                begun = true;
            }
        }
        out.append("\r\n");
    }

    private static List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (word.codePointCount(start, word.length()) > LONGEST_WORD) {
            int end = word.offsetByCodePoints(start, LONGEST_WORD);
            pieces.add(word.substring(start, end));
            start = end;
        }
        pieces.add(word.substring(start));
        return pieces;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
