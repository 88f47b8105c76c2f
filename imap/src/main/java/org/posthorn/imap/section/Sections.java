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
                Piece header = range(numbers, HEADER);
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
    public @Nullable Piece findDecoded(Section.Part part)
            throws IOException, UnknownEncodingException {
        if (part.numbers().isEmpty()) {
            return DecodedPiece.of(content, new OctetRange(0, content.size()), "binary");
        }
        return root.part(part.numbers()).orElse(null) instanceof BodyPart.Leaf leaf
                ? DecodedPiece.of(content, leaf.extent().body(), leaf.header().encoding())
                : null;
    }

    private static Piece headerFields(Piece header, What.HeaderFields fields) throws IOException {
        var filtered = new FilteredHeader(header, fields);
        if (filtered.header().size() > MAX_HEADER_IN_MEMORY) {
            var counter = new WindowOutput(OutputStream.nullOutputStream(), 0, 0);
            filtered.writeTo(counter);
            return new LongFilteredHeader(filtered, counter.seen());
        }
        var octets = new ByteArrayOutputStream();
        filtered.writeTo(octets);
        return new BytesPiece(octets.toByteArray());
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

    private record FilteredHeader(Piece header, What.HeaderFields fields) {
        void writeTo(OutputStream out) throws IOException {
            var filter = new HeaderFilter(out, fields);
            header.writeTo(filter, 0, header.size());
            filter.finish();
        }
    }

    private record LongFilteredHeader(FilteredHeader filtered, long size) implements Piece {
        @Override
        public void writeTo(OutputStream out, long offset, long length) throws IOException {
            filtered.writeTo(new WindowOutput(out, offset, length));
        }
    }
}
