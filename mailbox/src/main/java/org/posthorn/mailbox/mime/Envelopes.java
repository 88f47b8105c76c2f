package org.posthorn.mailbox.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.Envelope.Address;

/// Makes envelopes, and names the thread that a message belongs to, from header fields.
final class Envelopes {
    static final Envelope EMPTY =
            new Envelope(
                    null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                    null, null);

    private static final int LONGEST_ID = 1000;

    private Envelopes() {}

    static Envelope read(HeaderCollector fields) {
        List<Address> from = AddressListParser.parse(fields.value(HeaderField.FROM));
        List<Address> sender = AddressListParser.parse(fields.value(HeaderField.SENDER));
        List<Address> replyTo = AddressListParser.parse(fields.value(HeaderField.REPLY_TO));
        return new Envelope(
                fields.value(HeaderField.DATE),
                fields.value(HeaderField.SUBJECT),
                from,
                sender.isEmpty() ? from : sender,
                replyTo.isEmpty() ? from : replyTo,
                AddressListParser.parse(fields.value(HeaderField.TO)),
                AddressListParser.parse(fields.value(HeaderField.CC)),
                AddressListParser.parse(fields.value(HeaderField.BCC)),
                fields.value(HeaderField.IN_REPLY_TO),
                fields.value(HeaderField.MESSAGE_ID));
    }

    /// See [ParsedMessage#threadRoot()].
    static @Nullable String threadRoot(HeaderCollector fields) {
        String root = firstId(fields.value(HeaderField.REFERENCES));
        if (root == null) {
            root = firstId(fields.value(HeaderField.IN_REPLY_TO));
        }
        return root != null ? root : ownId(fields.value(HeaderField.MESSAGE_ID));
    }

    /// See [SortKeys#references()].
    static List<String> references(HeaderCollector fields) {
        var ids = MessageIds.all(fields.value(HeaderField.REFERENCES));
        if (!ids.isEmpty()) {
            return ids;
        }
        String parent = MessageIds.first(fields.value(HeaderField.IN_REPLY_TO));
        return parent == null ? List.of() : List.of(parent);
    }

    private static @Nullable String ownId(@Nullable String value) {
        String id = firstId(value);
        return id != null || value == null || value.isBlank() ? id : bounded(value.strip());
    }

    /// The first text in angle brackets; In-Reply-To may hold phrases beside ids (RFC 5322 section
    /// 4.5.4).
    private static @Nullable String firstId(@Nullable String value) {
        int open = value == null ? -1 : value.indexOf('<');
        if (value == null || open < 0) {
            return null;
        }
        int close = value.indexOf('>', open);
        String id =
                bounded(close < 0 ? value.substring(open + 1) : value.substring(open + 1, close));
        String stripped = id.replace(" ", "").replace("\t", "");
        return stripped.isEmpty() ? null : stripped;
    }

    private static String bounded(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }
}
