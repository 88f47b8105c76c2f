package org.posthorn.mailbox.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a message once, from its first octet to its last, and keeps none of it but what
/// [ParsedMessage] holds and a bounded start of its text.
///
/// What it costs grows with the octets alone, whatever they are. Lines end with LF, CRLF or not, so
/// that a message with bare LF still shows its parts; all offsets count the octets as they are.
public final class MessageParser {
    /// Parts in this many others are not looked into.
    static final int MAX_DEPTH = 100;

    /// After so many parts, delimiters of further ones end their multipart instead.
    static final int MAX_PARTS = 10_000;

    private static final byte[] MBOX_LINE = "From ".getBytes(StandardCharsets.US_ASCII);

    private final OctetLines lines;
    private final HeaderCollector fields = new HeaderCollector();
    private final OpenMultiparts multiparts = new OpenMultiparts();
    private final PreviewSource preview = new PreviewSource();
    private final OpenPart root = new OpenPart(null, 0, true);
    private OpenPart current = root;
    private boolean firstHeaderLine = true;

    /// Line ends up to and with the current piece.
    private long lineEnds;

    private int partCount = 1;
    private @Nullable String threadRoot;
    private List<String> references = List.of();

    private MessageParser(InputStream in) {
        lines = new OctetLines(in);
    }

    /// Parses the message that `in` holds; reads it to its end and does not close it.
    public static ParsedMessage parse(InputStream in) throws IOException {
        return new MessageParser(in).parse();
    }

    private ParsedMessage parse() throws IOException {
        fields.begin(true);
        while (lines.next()) {
            lineEnds += lines.endsLine() ? 1 : 0;
            if (!takeDelimiter()) {
                takeLine();
            }
        }
        BodyPart message = closeAll(lines.endOffset());
        return new ParsedMessage(
                root.envelope(),
                message,
                preview.text(),
                threadRoot,
                SortKeys.of(root.envelope(), references));
    }

    /// Line ends before the current piece.
    private long lineEndsBefore() {
        return lineEnds - (lines.endsLine() ? 1 : 0);
    }

    private boolean takeDelimiter() {
        if (!lines.isWholeLine()) {
            return false;
        }
        var delimiter = multiparts.find(lines.octets(), lines.start(), lines.end());
        if (delimiter == null) {
            return false;
        }
        OpenPart multipart = delimiter.multipart();
        closeInside(multipart);
        if (delimiter.closing() || partCount >= MAX_PARTS) {
            multiparts.close(multipart);
        } else {
            multiparts.closeInside(multipart);
            begin(new OpenPart(multipart, lines.endOffset(), false));
        }
        return true;
    }

    /// Closes the part of this multipart that the current line delimits, with all inside it. The
    /// line end before a delimiter belongs to it (RFC 2046 section 5.1.1), unless it ended the
    /// header.
    private void closeInside(OpenPart multipart) {
        if (current == multipart) {
            return;
        }
        OpenPart part = current;
        for (OpenPart outer = part.parent();
                outer != null && outer != multipart;
                outer = part.parent()) {
            part = outer;
        }
        long end = lines.startOffset();
        long endLines = lineEndsBefore();
        if (current.inHeader()) {
            readHeader(end, endLines);
        }
        int terminator = lines.previousTerminator();
        if (end - terminator >= part.bodyStart()) {
            end -= terminator;
            endLines -= terminator > 0 ? 1 : 0;
        }
        for (OpenPart parent = current.parent();
                parent != null && current != multipart;
                parent = current.parent()) {
            parent.add(current.close(end, endLines), current);
            current = parent;
        }
        preview.endPart();
    }

    private BodyPart closeAll(long end) {
        if (current.inHeader()) {
            readHeader(end, lineEnds);
        }
        for (OpenPart parent = current.parent(); parent != null; parent = current.parent()) {
            parent.add(current.close(end, lineEnds), current);
            current = parent;
        }
        return current.close(end, lineEnds);
    }

    private void begin(OpenPart part) {
        partCount++;
        current = part;
        firstHeaderLine = true;
        fields.begin(part.isMessage());
    }

    private void takeLine() {
        if (!current.inHeader()) {
            preview.add(lines.octets(), lines.start(), lines.end());
        } else if (lines.isBlankLine()) {
            endHeader(lines.endOffset(), lineEnds);
        } else if (firstHeaderLine && !beginsHeader()) {
            endHeader(lines.startOffset(), lineEndsBefore());
            takeLine();
        } else {
            firstHeaderLine = false;
            fields.add(lines.octets(), lines.start(), lines.end(), lines.startsLine());
        }
    }

    /// Whether the first line of a part looks as if there were a header; what comes later and is no
    /// field is passed over as far as the blank line.
    private boolean beginsHeader() {
        byte[] octets = lines.octets();
        return HeaderCollector.colon(octets, lines.start(), lines.end()) >= 0
                || (current.isMessage() && isMboxLine(octets, lines.start(), lines.end()));
    }

    /// The line that mbox files put before each message, and which exports leave there.
    private static boolean isMboxLine(byte[] octets, int start, int end) {
        int from = start < end && octets[start] == '>' ? start + 1 : start;
        return Arrays.equals(
                MBOX_LINE,
                0,
                MBOX_LINE.length,
                octets,
                from,
                Math.min(end, from + MBOX_LINE.length));
    }

    private void endHeader(long offset, long lineEndsBeforeContent) {
        readHeader(offset, lineEndsBeforeContent);
        if (current.isMultipart()) {
            multiparts.open(current);
        } else if (current.isEmbedded()) {
            begin(new OpenPart(current, offset, true));
        } else {
            preview.beginPart(current);
        }
    }

    private void readHeader(long offset, long lineEndsBeforeContent) {
        current.endHeader(fields, offset, lineEndsBeforeContent);
        if (current == root) {
            threadRoot = Envelopes.threadRoot(fields);
            references = Envelopes.references(fields);
        }
    }
}
