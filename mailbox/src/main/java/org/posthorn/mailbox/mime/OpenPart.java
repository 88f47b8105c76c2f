package org.posthorn.mailbox.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.BodyPart.Extent;

/// A part whose end has not been found yet.
final class OpenPart {
    private enum Kind {
        LEAF,
        MULTIPART,
        EMBEDDED
    }

    private final @Nullable OpenPart parent;
    private final int depth;
    private final boolean message;
    private final long headerStart;
    private final List<BodyPart> children = new ArrayList<>(2);

    private boolean inHeader = true;
    private Kind kind = Kind.LEAF;
    private PartHeader header = MimeFields.ofNothing();

    /// A message's own.
    private Envelope envelope = Envelopes.EMPTY;

    private Envelope embeddedEnvelope = Envelopes.EMPTY;
    private String boundary = "";
    private long bodyStart;
    private long linesBefore;

    /// @param message whether it is a message, embedded or not, rather than a part of a multipart
    OpenPart(@Nullable OpenPart parent, long headerStart, boolean message) {
        this.parent = parent;
        this.headerStart = headerStart;
        this.message = message;
        depth = parent == null ? 0 : parent.depth + 1;
    }

    @Nullable OpenPart parent() {
        return parent;
    }

    int depth() {
        return depth;
    }

    boolean isMessage() {
        return message;
    }

    boolean inHeader() {
        return inHeader;
    }

    boolean isMultipart() {
        return kind == Kind.MULTIPART;
    }

    boolean isEmbedded() {
        return kind == Kind.EMBEDDED;
    }

    PartHeader header() {
        return header;
    }

    long headerStart() {
        return headerStart;
    }

    long bodyStart() {
        return bodyStart;
    }

    Envelope envelope() {
        return envelope;
    }

    String boundary() {
        return boundary;
    }

    /// Reads what the header says; content begins at `offset`, before which the message has `lines`
    /// line ends.
    void endHeader(HeaderCollector fields, long offset, long lines) {
        inHeader = false;
        bodyStart = offset;
        linesBefore = lines;
        boolean inDigest = parent != null && !message && parent.header.is("multipart", "digest");
        header = MimeFields.read(fields, inDigest);
        if (message) {
            envelope = Envelopes.read(fields);
        }
        decideKind();
    }

    private void decideKind() {
        boolean mayHaveParts = depth < MessageParser.MAX_DEPTH;
        if (header.type().equalsIgnoreCase("multipart")) {
            String delimiter = header.parameter("boundary").orElse("").stripTrailing();
            if (delimiter.isEmpty()) {
                header = MimeFields.plainText(header);
            } else if (mayHaveParts) {
                kind = Kind.MULTIPART;
                boundary = delimiter;
            } else {
                header = MimeFields.opaque(header);
            }
        } else if (header.is("message", "rfc822") || header.is("message", "global")) {
            if (mayHaveParts && isIdentity(header.encoding())) {
                kind = Kind.EMBEDDED;
            } else {
                header = MimeFields.opaque(header);
            }
        }
    }

    private static boolean isIdentity(String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "7bit", "8bit", "binary" -> true;
            default -> false;
        };
    }

    /// The finished part.
    ///
    /// A part never reaches beyond `end`, where the one around it ends, so a CRLF that belongs to
    /// the delimiter behind both is in neither, even if it ended a header line.
    ///
    /// @param lines how many line ends the message has before `end`
    BodyPart close(long end, long lines) {
        var extent =
                new Extent(
                        Math.min(headerStart, end),
                        Math.min(bodyStart, end),
                        end,
                        Math.max(0, lines - linesBefore));
        return switch (kind) {
            case LEAF -> new BodyPart.Leaf(header, extent);
            case MULTIPART ->
                    new BodyPart.Multipart(
                            header, extent, children.isEmpty() ? nothing(end) : children);
            case EMBEDDED -> embedded(extent);
        };
    }

    /// Takes a part that has been closed.
    void add(BodyPart child, OpenPart closed) {
        children.add(child);
        embeddedEnvelope = closed.envelope;
    }

    private BodyPart.Embedded embedded(Extent extent) {
        BodyPart inner =
                children.isEmpty() ? nothing(extent.end()).getFirst() : children.getFirst();
        return new BodyPart.Embedded(header, extent, embeddedEnvelope, inner);
    }

    private static List<BodyPart> nothing(long at) {
        return List.of(new BodyPart.Leaf(MimeFields.ofNothing(), new Extent(at, at, at, 0)));
    }
}
