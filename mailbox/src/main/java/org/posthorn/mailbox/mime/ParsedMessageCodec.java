package org.posthorn.mailbox.mime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.mime.BodyPart.Embedded;
import org.posthorn.mailbox.mime.BodyPart.Extent;
import org.posthorn.mailbox.mime.BodyPart.Leaf;
import org.posthorn.mailbox.mime.BodyPart.Multipart;
import org.posthorn.mailbox.mime.Envelope.Address;
import org.posthorn.mailbox.mime.PartHeader.Disposition;
import org.posthorn.mailbox.mime.PartHeader.Parameter;

/// The stored form of a [ParsedMessage]: a version, the envelope, sort keys, preview and thread
/// root, the tree of parts.
///
/// Strings that nearly every message has are numbers ([CommonStrings]), sizes and offsets are of
/// variable length and relative to what is around them. A change of any of it takes a new version;
/// what has an old one is computed anew.
public final class ParsedMessageCodec {
    /// Of what [#encode] returns; it rises with every change of what is computed.
    public static final int VERSION = 3;

    private static final int LEAF = 0;
    private static final int MULTIPART = 1;
    private static final int EMBEDDED = 2;

    /// In place of an address list: it is that of From.
    private static final int AS_FROM = 1;

    /// In place of a thread root: it is the first of the references.
    private static final int ROOT_IS_REFERENCE = 1;

    /// In place of a thread root: it is the message's own id.
    private static final int ROOT_IS_OWN = 2;

    private static final int DEEPEST = MessageParser.MAX_DEPTH + 2;

    private ParsedMessageCodec() {}

    /// The stored form; [#decode(byte[])] gives back what is equal to `message`.
    public static byte[] encode(ParsedMessage message) {
        var out = new CompactWriter();
        out.number(VERSION);
        write(out, message.envelope());
        SortKeysCodec.write(out, message.sortKeys(), message.envelope());
        out.unicode(message.preview());
        writeThreadRoot(out, message);
        write(out, message.root(), 0);
        return out.toOctets();
    }

    /// Everything that was encoded.
    ///
    /// @throws CorruptEncodingException when it is not what [#encode] returned
    public static ParsedMessage decode(byte[] encoded) {
        CompactReader in = begin(encoded);
        try {
            Envelope envelope = readEnvelope(in);
            SortKeys keys = SortKeysCodec.read(in, envelope);
            String preview = in.unicode();
            String threadRoot = readThreadRoot(in, envelope, keys);
            BodyPart root = readPart(in, 0, 0);
            in.expectEnd();
            return new ParsedMessage(envelope, root, preview, threadRoot, keys);
        } catch (ArithmeticException | IllegalArgumentException _) {
            throw new CorruptEncodingException("offsets that cannot be");
        }
    }

    /// The envelope alone, without reading what follows it.
    ///
    /// @throws CorruptEncodingException when it is not what [#encode] returned
    public static Envelope decodeEnvelope(byte[] encoded) {
        return readEnvelope(begin(encoded));
    }

    /// What SORT and THREAD compare alone, without reading what follows it.
    ///
    /// @throws CorruptEncodingException when it is not what [#encode] returned
    public static SortKeys decodeSortKeys(byte[] encoded) {
        CompactReader in = begin(encoded);
        return SortKeysCodec.read(in, readEnvelope(in));
    }

    /// Which version of this code has encoded it.
    ///
    /// @throws CorruptEncodingException when it does not even say that
    public static int version(byte[] encoded) {
        long version = new CompactReader(encoded).number();
        if (version > Integer.MAX_VALUE) {
            throw new CorruptEncodingException("no version: " + version);
        }
        return (int) version;
    }

    private static void writeThreadRoot(CompactWriter out, ParsedMessage message) {
        String root = message.threadRoot();
        List<String> references = message.sortKeys().references();
        if (root != null && !references.isEmpty() && root.equals(references.getFirst())) {
            out.number(ROOT_IS_REFERENCE);
        } else if (root != null && ("<" + root + ">").equals(message.envelope().messageId())) {
            out.number(ROOT_IS_OWN);
        } else {
            out.number(0);
            out.string(root);
        }
    }

    private static @Nullable String readThreadRoot(
            CompactReader in, Envelope envelope, SortKeys keys) {
        long kind = in.number();
        String own = envelope.messageId();
        if (kind == 0) {
            return in.string();
        } else if (kind == ROOT_IS_REFERENCE && !keys.references().isEmpty()) {
            return keys.references().getFirst();
        } else if (kind == ROOT_IS_OWN && own != null && own.length() >= 2) {
            return own.substring(1, own.length() - 1);
        }
        throw new CorruptEncodingException("a thread root that is not there");
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
