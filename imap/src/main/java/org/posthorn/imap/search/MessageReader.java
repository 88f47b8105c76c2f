package org.posthorn.imap.search;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.posthorn.imap.section.BoundedInput;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.MessageText;
import org.posthorn.mailbox.mime.OctetRange;
import org.posthorn.mailbox.mime.TextMatcher;
import org.posthorn.mailbox.store.MessageContent;

/// Looks for needles in one message: encoded words, transfer encodings and charsets are undone
/// first (RFC 9051 section 6.4.4).
///
/// The text of a message is that of its headers and its `text` parts, also in messages inside it.
final class MessageReader {
    /// More of a header than this is not searched.
    private static final int MAX_HEADER_OCTETS = 1 << 20;

    private static final Pattern FIELD_END = Pattern.compile("\r?\n(?![ \t])");
    private static final Pattern FOLD = Pattern.compile("\r?\n(?=[ \t])");

    private final BodyPart root;
    private final MessageContent content;

    MessageReader(BodyPart root, MessageContent content) {
        this.root = root;
        this.content = content;
    }

    /// Whether a field of this name contains the text; an empty one asks for the field only.
    boolean headerContains(String name, TextMatcher needle) throws IOException {
        for (String field : fields(root)) {
            int colon = field.indexOf(':');
            if (colon > 0
                    && field.substring(0, colon).strip().equalsIgnoreCase(name)
                    && needle.isIn(MessageText.ofHeader(field.substring(colon + 1)))) {
                return true;
            }
        }
        return false;
    }

    boolean textContains(TextMatcher needle) throws IOException {
        return isInHeader(root, needle) || bodyContains(needle);
    }

    boolean bodyContains(TextMatcher needle) throws IOException {
        return isInBody(root, needle);
    }

    private boolean isInHeader(BodyPart message, TextMatcher needle) throws IOException {
        for (String field : fields(message)) {
            if (needle.isIn(MessageText.ofHeader(field))) {
                return true;
            }
        }
        return false;
    }

    private boolean isInBody(BodyPart part, TextMatcher needle) throws IOException {
        return switch (part) {
            case BodyPart.Leaf leaf -> isInLeaf(leaf, needle);
            case BodyPart.Multipart multipart -> {
                for (BodyPart child : multipart.parts()) {
                    if (isInBody(child, needle)) {
                        yield true;
                    }
                }
                yield false;
            }
            case BodyPart.Embedded embedded ->
                    isInHeader(embedded.message(), needle) || isInBody(embedded.message(), needle);
        };
    }

    private boolean isInLeaf(BodyPart.Leaf leaf, TextMatcher needle) throws IOException {
        if (!leaf.header().type().equalsIgnoreCase("text")) {
            return false;
        }
        OctetRange body = leaf.extent().body();
        try (InputStream in = new BoundedInput(content.open(body.start()), body.length());
                Reader text = MessageText.reader(in, leaf.header())) {
            return needle.isIn(text);
        }
    }

    /// The header's fields, unfolded, one `char` for each octet.
    private String[] fields(BodyPart message) throws IOException {
        OctetRange header = message.extent().header();
        var octets = new ByteArrayOutputStream();
        content.writeTo(octets, header.start(), Math.min(header.length(), MAX_HEADER_OCTETS));
        String text = octets.toString(StandardCharsets.ISO_8859_1);
        String[] fields = FIELD_END.split(text);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = FOLD.matcher(fields[i]).replaceAll("");
        }
        return fields;
    }
}
