package org.posthorn.imap.search;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.posthorn.imap.section.BoundedInput;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.MessageText;
import org.posthorn.mailbox.mime.OctetRange;
import org.posthorn.mailbox.mime.TextMatcher;
import org.posthorn.mailbox.mime.TextScan;
import org.posthorn.mailbox.store.MessageContent;

/// Looks for all needles of a search in one message, in one pass: encoded words, transfer encodings
/// and charsets are undone first (RFC 9051 section 6.4.4).
///
/// The text of a message is that of its headers and its `text` parts, also in messages inside it.
final class MessageReader {
    /// More of a header than this is not searched.
    private static final int MAX_HEADER_OCTETS = 1 << 20;

    private static final int CHUNK = 4096;
    private static final Pattern FIELD_END = Pattern.compile("\r?\n(?![ \t])");
    private static final Pattern FOLD = Pattern.compile("\r?\n(?=[ \t])");

    private final BodyPart root;
    private final MessageContent content;
    private final Needles needles;
    private final SearchWork work;
    private final Findings findings;
    private final Decision decision;

    /// @param findings takes what is found
    /// @param decision asked whenever something was found
    MessageReader(
            Source source, Needles needles, SearchWork work, Findings findings, Decision decision) {
        root = source.root();
        content = source.content();
        this.needles = needles;
        this.work = work;
        this.findings = findings;
        this.decision = decision;
    }

    /// Whether what was found is enough.
    @FunctionalInterface
    interface Decision {
        boolean isMade() throws IOException;
    }

    /// A message and what is known of its structure.
    record Source(BodyPart root, MessageContent content) {}

    /// Reads as much as it takes to decide: the header before the body.
    void read() throws IOException {
        if (!needles.needHeader() || readHeader()) {
            findings.headerIsRead();
            if (decision.isMade()) {
                return;
            }
            if (!needles.needBody() || readBody(root)) {
                findings.bodyIsRead();
            }
        }
    }

    /// @return false when enough was found before the end
    private boolean readHeader() throws IOException {
        for (String field : fields(root, needles.inText().size() + needles.inFields().size())) {
            if (isEnough(new TextScan(findings.missing(needles.inText())), field)
                    || isEnoughInField(field)) {
                return false;
            }
        }
        return true;
    }

    private boolean isEnoughInField(String field) throws IOException {
        int colon = field.indexOf(':');
        if (colon <= 0 || needles.inFields().isEmpty()) {
            return false;
        }
        String name = field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        var wanted = new ArrayList<TextMatcher>();
        for (Needles.InField each : needles.inFields()) {
            if (each.field().equals(name)) {
                wanted.add(each.needle());
            }
        }
        return isEnough(new TextScan(findings.missing(wanted)), field.substring(colon + 1));
    }

    private boolean isEnough(TextScan scan, String headerText) throws IOException {
        return !scan.isOver() && isEnough(scan.add(MessageText.ofHeader(headerText)));
    }

    private boolean isEnough(List<TextMatcher> found) throws IOException {
        findings.add(found);
        return !found.isEmpty() && decision.isMade();
    }

    private List<TextMatcher> bodyNeedles() {
        var open = new ArrayList<>(findings.missing(needles.inBody()));
        open.addAll(findings.missing(needles.inText()));
        return open;
    }

    /// @return false when enough was found before the end
    private boolean readBody(BodyPart part) throws IOException {
        return switch (part) {
            case BodyPart.Leaf leaf ->
                    !leaf.header().type().equalsIgnoreCase("text") || readLeaf(leaf);
            case BodyPart.Multipart multipart -> {
                for (BodyPart child : multipart.parts()) {
                    if (!readBody(child)) {
                        yield false;
                    }
                }
                yield true;
            }
            case BodyPart.Embedded embedded ->
                    readEmbeddedHeader(embedded.message()) && readBody(embedded.message());
        };
    }

    private boolean readEmbeddedHeader(BodyPart message) throws IOException {
        for (String field : fields(message, bodyNeedles().size())) {
            if (isEnough(new TextScan(bodyNeedles()), field)) {
                return false;
            }
        }
        return true;
    }

    private boolean readLeaf(BodyPart.Leaf leaf) throws IOException {
        OctetRange body = leaf.extent().body();
        var scan = new TextScan(bodyNeedles());
        InputStream octets = new BoundedInput(content.open(body.start()), body.length());
        try (Reader text = MessageText.reader(new PaidInput(octets, scan), leaf.header())) {
            var piece = new char[CHUNK];
            int count = 0;
            while (count >= 0 && !scan.isOver()) {
                count = text.read(piece);
                if (isEnough(scan.add(piece, Math.max(0, count)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The header's fields, unfolded, one `char` for each octet.
    private String[] fields(BodyPart message, int needleCount) throws IOException {
        OctetRange header = message.extent().header();
        long length = Math.min(header.length(), MAX_HEADER_OCTETS);
        work.spend(length * (1L + needleCount));
        var octets = new ByteArrayOutputStream();
        content.writeTo(octets, header.start(), length);
        String text = octets.toString(StandardCharsets.ISO_8859_1);
        String[] fields = FIELD_END.split(text);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = FOLD.matcher(fields[i]).replaceAll("");
        }
        return fields;
    }

    /// Octets that are paid for as they are read, by what is looked for in them.
    private final class PaidInput extends FilterInputStream {
        private final TextScan scan;

        PaidInput(InputStream in, TextScan scan) {
            super(in);
            this.scan = scan;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            work.spend(1L + scan.openCount());
            return octet;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int count = super.read(octets, offset, length);
            work.spend(Math.max(0, count) * (1L + scan.openCount()));
            return count;
        }
    }
}
