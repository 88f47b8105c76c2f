package org.posthorn.mailbox.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// The first words of a text part (RFC 8970), blanks collapsed, without what cannot be seen.
final class Preview implements NodeFilter {
    /// RFC 8970 section 3.1 recommends no more.
    private static final int LIMIT = 200;

    private static final int SURELY_ENOUGH = 64 * 1024;

    private final StringBuilder text = new StringBuilder(LIMIT + 8);
    private int count;
    private boolean blankPending;

    private Preview() {}

    /// @param start the part's first octets, still encoded; `size` of them count
    static String of(PartHeader header, byte[] start, int size) {
        var preview = new Preview();
        try (Reader reader = MessageText.reader(new ByteArrayInputStream(start, 0, size), header)) {
            if (header.is("text", "html")) {
                preview.addHtml(reader, size == PreviewSource.HTML_LIMIT);
            } else {
                preview.addPlain(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return preview.text.toString();
    }

    private void addPlain(Reader reader) throws IOException {
        char high = 0;
        for (int c = reader.read(); c >= 0 && !isFull(); c = reader.read()) {
            char next = (char) c;
            if (high != 0 && Character.isLowSurrogate(next)) {
                add(Character.toCodePoint(high, next));
            } else if (!Character.isSurrogate(next)) {
                add(next);
            }
            high = Character.isHighSurrogate(next) ? next : 0;
        }
    }

    private void addHtml(Reader reader, boolean cutOff) throws IOException {
        var html = new StringBuilder();
        var chunk = new char[4096];
        int read = reader.read(chunk);
        while (read >= 0 && html.length() < SURELY_ENOUGH) {
            html.append(chunk, 0, read);
            read = reader.read(chunk);
        }
        int tag = html.lastIndexOf("<");
        if (cutOff && tag > html.lastIndexOf(">")) {
            // A tag that is not whole would be read as text.
            html.setLength(tag);
        }
        Jsoup.parse(html.toString()).body().filter(this);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            words.getWholeText().codePoints().takeWhile(_ -> !isFull()).forEach(this::add);
        } else if (separates(node)) {
            blankPending = true;
        }
        return isFull() ? FilterResult.STOP : FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        blankPending |= separates(node);
        return FilterResult.CONTINUE;
    }

    private static boolean separates(Node node) {
        return node instanceof Element element && (element.isBlock() || element.nameIs("br"));
    }

    private boolean isFull() {
        return count >= LIMIT;
    }

    private void add(int c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            blankPending = true;
            return;
        }
        if (isInvisible(c)) {
            return;
        }
        if (blankPending && count > 0) {
            // A blank is never the last character.
            if (count + 2 > LIMIT) {
                count = LIMIT;
                return;
            }
            text.append(' ');
            count++;
        }
        blankPending = false;
        text.appendCodePoint(c);
        count++;
    }

    /// Controls, lone surrogates and formatting: among them those that newsletters fill their
    /// previews with, and those that reverse text. Joiners inside a word are part of it.
    private boolean isInvisible(int c) {
        if (c == 0x200C || c == 0x200D) {
            return blankPending || count == 0;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> c == 0x034F;
        };
    }
}
