package org.posthorn.imap.section;

import static org.posthorn.mailbox.mime.BodyPart.SectionText.CONTENT;
import static org.posthorn.mailbox.mime.BodyPart.SectionText.HEADER;
import static org.posthorn.mailbox.mime.BodyPart.SectionText.MIME;
import static org.posthorn.mailbox.mime.BodyPart.SectionText.TEXT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.Section;
import org.posthorn.imap.command.Section.What;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.HeaderFields;
import org.posthorn.mailbox.mime.OctetRange;
import org.posthorn.mailbox.store.MessageContent;

/// Finds the octets of sections in one message (RFC 9051 section 6.4.5.1).
public final class Sections {
    /// Headers up to here are filtered in memory, longer ones twice: to count, and to write.
    private static final int MAX_HEADER_IN_MEMORY = 64 * 1024;

    private final BodyPart root;
    private final MessageContent content;

    /// @param root the message's outermost part, its offsets counted in `content`
    public Sections(BodyPart root, MessageContent content) {
        this.root = root;
        this.content = content;
    }

    /// The whole message.
    public Piece whole() {
        return range(0, content.size());
    }

    /// The octets of the section, or null when the message has no such part.
    public @Nullable Piece find(Section section) throws IOException {
        List<Integer> numbers = section.part().numbers();
        return switch (section.what()) {
            case What.Content() -> numbers.isEmpty() ? whole() : range(numbers, CONTENT);
            case What.Header() -> range(numbers, HEADER);
            case What.Text() -> range(numbers, TEXT);
            case What.Mime() -> range(numbers, MIME);
            case What.HeaderFields fields -> {
                OctetRange header = root.section(numbers, HEADER).orElse(null);
                yield header == null ? null : headerFields(header, fields);
            }
        };
    }

    private @Nullable Piece range(List<Integer> numbers, BodyPart.SectionText text) {
        return root.section(numbers, text)
                .map(octets -> range(octets.start(), octets.end()))
                .orElse(null);
    }

    private Piece range(long start, long end) {
        return new RangePiece(content, start, Math.max(start, Math.min(end, content.size())));
    }

    /// The part's content without its transfer encoding, or null when there is no such part or it
    /// holds other parts (RFC 3516 section 4.2).
    ///
    /// @param progress is asked while the part is measured
    public @Nullable Piece findDecoded(Section.Part part, Progress progress)
            throws IOException, UnknownEncodingException {
        if (part.numbers().isEmpty()) {
            return DecodedPiece.of(content, new OctetRange(0, content.size()), "binary", progress);
        }
        return root.part(part.numbers()).orElse(null) instanceof BodyPart.Leaf leaf
                ? DecodedPiece.of(content, leaf.extent().body(), leaf.header().encoding(), progress)
                : null;
    }

    private Piece headerFields(OctetRange header, What.HeaderFields asked) throws IOException {
        HeaderFields fields =
                asked.not() ? HeaderFields.except(asked.names()) : HeaderFields.only(asked.names());
        if (header.length() > MAX_HEADER_IN_MEMORY) {
            return LongHeaderFields.of(content, header, fields);
        }
        var octets = new ByteArrayOutputStream((int) header.length());
        content.writeTo(octets, header.start(), header.length());
        return new BytesPiece(fields.select(octets.toByteArray()));
    }

    private record RangePiece(MessageContent content, long start, long end) implements Piece {
        @Override
        public long size() {
            return end - start;
        }

        @Override
        public void writeTo(OutputStream out, long offset, long length) throws IOException {
            content.writeTo(out, start + offset, length);
        }
    }

    private static final class BytesPiece implements Piece {
        private final byte[] octets;

        BytesPiece(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public void writeTo(OutputStream out, long offset, long length) throws IOException {
            out.write(octets, (int) offset, (int) length);
        }
    }
}
