package org.posthorn.mailbox.mime;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.mime.BodyPart.Embedded;
import org.posthorn.mailbox.mime.BodyPart.Extent;
import org.posthorn.mailbox.mime.BodyPart.Leaf;
import org.posthorn.mailbox.mime.BodyPart.Multipart;
import org.posthorn.mailbox.mime.Envelope.Address;
import org.posthorn.mailbox.mime.PartHeader.Disposition;
import org.posthorn.mailbox.mime.PartHeader.Parameter;

/// The stored form of a [ParsedMessage]: a version, sort keys, the envelope, preview and thread
/// root, the tree of parts.
///
/// Strings that nearly every message has are numbers ([CommonStrings]), sizes and offsets are of
/// variable length and relative to what is around them. A change of any of it takes a new version;
/// what has an old one is computed anew.
public final class ParsedMessageCodec {
    /// Of what [#encode] returns; it rises with every change of what is computed.
    public static final int VERSION = 2;

    private static final int LEAF = 0;
    private static final int MULTIPART = 1;
    private static final int EMBEDDED = 2;

    /// In place of an address list: it is that of From.
    private static final int AS_FROM = 1;

    /// The year 0, in seconds of the epoch: no date is before it.
    private static final long EARLIEST = -62_167_219_200L;

    private static final int DEEPEST = MessageParser.MAX_DEPTH + 2;

    private ParsedMessageCodec() {}

    /// The stored form; [#decode(byte[])] gives back what is equal to `message`.
    public static byte[] encode(ParsedMessage message) {
        var out = new CompactWriter();
        out.number(VERSION);
        write(out, message.sortKeys());
        write(out, message.envelope());
        out.unicode(message.preview());
        out.string(message.threadRoot());
        write(out, message.root(), 0);
        return out.toOctets();
    }

    /// Everything that was encoded.
    ///
    /// @throws CorruptEncodingException when it is not what [#encode] returned
    public static ParsedMessage decode(byte[] encoded) {
        CompactReader in = begin(encoded);
        try {
            SortKeys keys = readSortKeys(in);
            Envelope envelope = readEnvelope(in);
            String preview = in.unicode();
            String threadRoot = in.string();
            BodyPart root = readPart(in, 0, 0);
            in.expectEnd();
            return new ParsedMessage(envelope, root, preview, threadRoot, keys);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException _) {
            throw new CorruptEncodingException("offsets that cannot be");
        }
    }

    /// The envelope alone, without reading what follows it.
    ///
    /// @throws CorruptEncodingException when it is not what [#encode] returned
    public static Envelope decodeEnvelope(byte[] encoded) {
        CompactReader in = begin(encoded);
        decodeSortKeys(in);
        return readEnvelope(in);
    }

    /// What SORT and THREAD compare alone, without reading what follows it.
    ///
    /// @throws CorruptEncodingException when it is not what [#encode] returned
    public static SortKeys decodeSortKeys(byte[] encoded) {
        return decodeSortKeys(begin(encoded));
    }

    private static SortKeys decodeSortKeys(CompactReader in) {
        try {
            return readSortKeys(in);
        } catch (DateTimeException | ArithmeticException _) {
            throw new CorruptEncodingException("a date that cannot be");
        }
    }

    /// Which version of this code has encoded it.
    ///
    /// @throws CorruptEncodingException when it does not even say that
    public static int version(byte[] encoded) {
        return Math.toIntExact(new CompactReader(encoded).number() & Integer.MAX_VALUE);
    }

    private static void write(CompactWriter out, SortKeys keys) {
        out.unicode(keys.baseSubject());
        out.number(keys.isReplyOrForward() ? 1 : 0);
        out.number(keys.sent().isPresent() ? 1 : 0);
        keys.sent().ifPresent(sent -> out.number(sent.getEpochSecond() - EARLIEST));
        out.unicode(keys.displayFrom());
        out.unicode(keys.displayTo());
        out.number(keys.references().size());
        keys.references().forEach(out::string);
    }

    private static SortKeys readSortKeys(CompactReader in) {
        String subject = in.unicode();
        boolean marked = in.number() == 1;
        Optional<Instant> sent =
                in.number() == 1
                        ? Optional.of(Instant.ofEpochSecond(Math.addExact(in.number(), EARLIEST)))
                        : Optional.empty();
        String from = in.unicode();
        String to = in.unicode();
        var references = new String[in.count()];
        for (int i = 0; i < references.length; i++) {
            references[i] = in.requiredString();
        }
        return new SortKeys(subject, marked, sent, from, to, List.of(references));
    }

    private static CompactReader begin(byte[] encoded) {
        var in = new CompactReader(encoded);
        long version = in.number();
        if (version != VERSION) {
            throw new CorruptEncodingException(
                    "version " + version + " of a parsed message is not known");
        }
        return in;
    }

    private static void write(CompactWriter out, Envelope envelope) {
        out.string(envelope.date());
        out.string(envelope.subject());
        write(out, envelope.from());
        writeUnlessFrom(out, envelope.sender(), envelope.from());
        writeUnlessFrom(out, envelope.replyTo(), envelope.from());
        write(out, envelope.to());
        write(out, envelope.cc());
        write(out, envelope.bcc());
        out.string(envelope.inReplyTo());
        out.string(envelope.messageId());
    }

    private static Envelope readEnvelope(CompactReader in) {
        String date = in.string();
        String subject = in.string();
        List<Address> from = readAddresses(in, List.of());
        return new Envelope(
                date,
                subject,
                from,
                readAddresses(in, from),
                readAddresses(in, from),
                readAddresses(in, List.of()),
                readAddresses(in, List.of()),
                readAddresses(in, List.of()),
                in.string(),
                in.string());
    }

    private static void writeUnlessFrom(
            CompactWriter out, List<Address> addresses, List<Address> from) {
        if (!addresses.isEmpty() && addresses.equals(from)) {
            out.number(AS_FROM);
        } else {
            write(out, addresses);
        }
    }

    private static void write(CompactWriter out, List<Address> addresses) {
        out.number(addresses.isEmpty() ? 0 : AS_FROM + addresses.size());
        for (Address address : addresses) {
            out.string(address.name());
            out.string(address.route());
            out.string(address.mailbox());
            out.string(address.host());
        }
    }

    private static List<Address> readAddresses(CompactReader in, List<Address> from) {
        int size = in.count();
        if (size <= AS_FROM) {
            return size == AS_FROM ? from : List.of();
        }
        var addresses = new Address[size - AS_FROM];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = new Address(in.string(), in.string(), in.string(), in.string());
        }
        return List.of(addresses);
    }

    private static void write(CompactWriter out, BodyPart part, long base) {
        out.number(
                switch (part) {
                    case Leaf _ -> LEAF;
                    case Multipart _ -> MULTIPART;
                    case Embedded _ -> EMBEDDED;
                });
        write(out, part.header());
        Extent extent = part.extent();
        out.number(extent.headerStart() - base);
        out.number(extent.bodyStart() - extent.headerStart());
        out.number(extent.end() - extent.bodyStart());
        out.number(extent.lines());
        switch (part) {
            case Leaf _ -> {}
            case Multipart multipart -> {
                out.number(multipart.parts().size());
                for (BodyPart child : multipart.parts()) {
                    write(out, child, extent.bodyStart());
                }
            }
            case Embedded embedded -> {
                write(out, embedded.envelope());
                write(out, embedded.message(), extent.bodyStart());
            }
        }
    }

    private static BodyPart readPart(CompactReader in, long base, int depth) {
        if (depth > DEEPEST) {
            throw new CorruptEncodingException("parts too deep inside others");
        }
        int kind = in.count();
        PartHeader header = readHeader(in);
        long headerStart = Math.addExact(base, in.number());
        long bodyStart = Math.addExact(headerStart, in.number());
        long end = Math.addExact(bodyStart, in.number());
        var extent = new Extent(headerStart, bodyStart, end, in.number());
        return switch (kind) {
            case LEAF -> new Leaf(header, extent);
            case MULTIPART -> {
                int size = in.count();
                var parts = new ArrayList<BodyPart>(Math.min(size, 16));
                for (int i = 0; i < size; i++) {
                    parts.add(readPart(in, bodyStart, depth + 1));
                }
                yield new Multipart(header, extent, parts);
            }
            case EMBEDDED ->
                    new Embedded(
                            header, extent, readEnvelope(in), readPart(in, bodyStart, depth + 1));
            default -> throw new CorruptEncodingException("no kind of part: " + kind);
        };
    }

    private static void write(CompactWriter out, PartHeader header) {
        out.string(header.type());
        out.string(header.subtype());
        writeParameters(out, header.parameters());
        out.string(header.id());
        out.string(header.description());
        out.string(header.encoding());
        out.string(header.md5());
        Disposition disposition = header.disposition();
        out.string(disposition == null ? null : disposition.type());
        if (disposition != null) {
            writeParameters(out, disposition.parameters());
        }
        out.number(header.languages().size());
        header.languages().forEach(out::string);
        out.string(header.location());
    }

    private static PartHeader readHeader(CompactReader in) {
        String type = in.requiredString();
        String subtype = in.requiredString();
        List<Parameter> parameters = readParameters(in);
        String id = in.string();
        String description = in.string();
        String encoding = in.requiredString();
        String md5 = in.string();
        String dispositionType = in.string();
        Disposition disposition =
                dispositionType == null
                        ? null
                        : new Disposition(dispositionType, readParameters(in));
        var languages = new String[in.count()];
        for (int i = 0; i < languages.length; i++) {
            languages[i] = in.requiredString();
        }
        return new PartHeader(
                type,
                subtype,
                parameters,
                id,
                description,
                encoding,
                md5,
                disposition,
                List.of(languages),
                in.string());
    }

    private static void writeParameters(CompactWriter out, List<Parameter> parameters) {
        out.number(parameters.size());
        for (Parameter parameter : parameters) {
            out.string(parameter.name());
            out.string(parameter.value());
        }
    }

    private static List<Parameter> readParameters(CompactReader in) {
        var parameters = new Parameter[in.count()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = new Parameter(in.requiredString(), in.requiredString());
        }
        return List.of(parameters);
    }
}
