package org.posthorn.mailbox.mime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keeps the start of the text that a message's preview is made of, while the message passes by.
///
/// That is the first text part that is no attachment; of HTML and plain text in one
/// multipart/alternative it is the plain text. The other one stands in when it turns out to be
/// empty.
final class PreviewSource {
    /// Enough for 200 characters in any encoding, with room for blanks.
    private static final int PLAIN_LIMIT = 4 * 1024;

    /// HTML often has long style sheets ahead of its text.
    static final int HTML_LIMIT = 64 * 1024;

    /// The start of a text part.
    private static final class Start {
        private final PartHeader header;
        private final @Nullable OpenPart parent;
        private final int limit;
        private byte[] octets;
        private int size;

        Start(OpenPart part, int limit) {
            header = part.header();
            parent = part.parent();
            this.limit = limit;
            octets = new byte[1024];
        }

        boolean add(byte[] from, int start, int end) {
            int length = Math.min(end - start, limit - size);
            if (size + length > octets.length) {
                octets =
                        Arrays.copyOf(
                                octets,
                                Math.min(limit, Math.max(octets.length * 4, size + length)));
            }
            System.arraycopy(from, start, octets, size, length);
            size += length;
            return size < limit;
        }

        boolean isAlternativeTo(Start other) {
            return parent != null
                    && parent == other.parent
                    && parent.header().is("multipart", "alternative");
        }
    }

    private @Nullable Start plain;
    private @Nullable Start html;
    private boolean htmlFirst;

    /// What the current part's octets go to.
    private @Nullable Start open;

    void beginPart(OpenPart part) {
        PartHeader header = part.header();
        var disposition = header.disposition();
        if (disposition != null && disposition.type().equalsIgnoreCase("attachment")) {
            return;
        }
        if (plain == null && header.is("text", "plain")) {
            plain = new Start(part, PLAIN_LIMIT);
            open = plain;
        } else if (html == null && header.is("text", "html")) {
            htmlFirst = plain == null;
            html = new Start(part, HTML_LIMIT);
            open = html;
        }
    }

    void add(byte[] octets, int start, int end) {
        if (open != null && !open.add(octets, start, end)) {
            open = null;
        }
    }

    void endPart() {
        open = null;
    }

    /// The preview; empty when there is no text.
    String text() {
        String fromPlain = null;
        if (plain != null && (html == null || !htmlFirst || plain.isAlternativeTo(html))) {
            fromPlain = textOf(plain);
        }
        if (html == null || (fromPlain != null && !fromPlain.isEmpty())) {
            return fromPlain == null ? "" : fromPlain;
        }
        String fromHtml = textOf(html);
        return fromHtml.isEmpty() && plain != null && fromPlain == null ? textOf(plain) : fromHtml;
    }

    private static String textOf(Start start) {
        return Preview.of(start.header, start.octets, start.size);
    }
}
