package org.posthorn.smtp.relay;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.mime.BodyPart;
import org.posthorn.mailbox.mime.MessageParser;

/// Rewrites a message for a server that does not take its octets (RFC 6152 section 3, RFC 3030
/// section 3).
///
/// Only content that the server does not take is encoded, with the field that says so; every other
/// octet stays as it is. What was signed is not touched.
final class TransferConversion {
    private static final String ENCODING = "content-transfer-encoding";
    private static final String TYPE = "content-type";
    private static final String VERSION = "mime-version";

    private final byte[] message;
    private final boolean binary;
    private final boolean eightBit;
    private final ByteArrayOutputStream out;

    private TransferConversion(byte[] message, boolean binary, boolean eightBit) {
        this.message = message;
        this.binary = binary;
        this.eightBit = eightBit;
        this.out = new ByteArrayOutputStream(message.length + message.length / 2);
    }

    /// Converts a message.
    ///
    /// @param binary whether it may hold binary content, which is not to be left
    /// @param eightBit whether text beyond ASCII may be left
    static byte[] convert(byte[] message, boolean binary, boolean eightBit)
            throws ConversionException {
        TransferConversion conversion = new TransferConversion(message, binary, eightBit);
        try {
            BodyPart root = MessageParser.parse(new ByteArrayInputStream(message)).root();
            conversion.part(root, true);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("memory cannot be read or written", e);
        }
        return conversion.out.toByteArray();
    }

    private void part(BodyPart part, boolean isMessage)
            throws ConversionException, IOException, MessagingException {
        BodyPart.Extent extent = part.extent();
        int from = Math.toIntExact(extent.headerStart());
        int to = Math.toIntExact(extent.end());
        if (!binary && !OctetKinds.hasEightBit(message, from, to)) {
            out.write(message, from, to - from);
            return;
        }
        HeaderLines header = new HeaderLines(message, from, Math.toIntExact(extent.bodyStart()));
        switch (part) {
            case BodyPart.Leaf leaf -> leaf(leaf, header, isMessage);
            case BodyPart.Multipart multipart -> multipart(multipart, header);
            case BodyPart.Embedded embedded -> embedded(embedded, header);
        }
    }

    private void leaf(BodyPart.Leaf leaf, HeaderLines header, boolean isMessage)
            throws ConversionException, IOException, MessagingException {
        int from = header.end();
        int to = Math.toIntExact(leaf.extent().end());
        String encoding = leaf.header().encoding().toLowerCase(Locale.ROOT);
        boolean isBinary =
                binary && (encoding.equals("binary") || OctetKinds.isBinary(message, from, to));
        boolean isTooWide = !eightBit && OctetKinds.hasEightBit(message, from, to);
        if (!isBinary && !isTooWide) {
            out.write(message, header.start(), to - header.start());
            return;
        }
        if (encoding.equals("base64") || encoding.equals("quoted-printable")) {
            throw new ConversionException("a part is not what its encoding says");
        }
        String type = header.value(TYPE).toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/") || type.startsWith("message/")) {
            throw new ConversionException("a part of it may not be encoded");
        }
        boolean isText = !isBinary && leaf.header().type().equalsIgnoreCase("text");
        StringBuilder fields = new StringBuilder();
        if (isMessage && header.value(VERSION).isEmpty()) {
            fields.append("MIME-Version: 1.0\r\n");
            if (type.isEmpty()) {
                fields.append("Content-Type: text/plain; charset=unknown-8bit\r\n");
            }
        }
        String chosen = isText ? "quoted-printable" : "base64";
        header.copyTo(out, Optional.of(fields + "Content-Transfer-Encoding: " + chosen + "\r\n"));
        encode(chosen, from, to);
    }

    private void encode(String encoding, int from, int to) throws IOException, MessagingException {
        try (OutputStream encoder =
                encoding.equals("base64")
                        ? Base64.getMimeEncoder().wrap(new Kept(out))
                        : MimeUtility.encode(new Kept(out), encoding)) {
            encoder.write(message, from, to - from);
        }
    }

    private void multipart(BodyPart.Multipart multipart, HeaderLines header)
            throws ConversionException, IOException, MessagingException {
        if (multipart.header().is("multipart", "signed")) {
            throw new ConversionException("it is signed");
        }
        container(header);
        int at = header.end();
        for (BodyPart child : multipart.parts()) {
            at = between(at, Math.toIntExact(child.extent().headerStart()));
            part(child, false);
            at = Math.toIntExact(child.extent().end());
        }
        between(at, Math.toIntExact(multipart.extent().end()));
    }

    private void embedded(BodyPart.Embedded embedded, HeaderLines header)
            throws ConversionException, IOException, MessagingException {
        container(header);
        BodyPart inside = embedded.message();
        between(header.end(), Math.toIntExact(inside.extent().headerStart()));
        part(inside, true);
        between(Math.toIntExact(inside.extent().end()), Math.toIntExact(embedded.extent().end()));
    }

    /// What holds parts is not encoded itself (RFC 2045 section 6.4), and says what it holds.
    private void container(HeaderLines header) throws ConversionException, IOException {
        String encoding = header.value(ENCODING).toLowerCase(Locale.ROOT);
        boolean keeps = encoding.isEmpty() || encoding.equals("7bit");
        String fits = eightBit ? "8bit" : "7bit";
        header.copyTo(
                out,
                keeps || (eightBit && encoding.equals("8bit"))
                        ? Optional.empty()
                        : Optional.of("Content-Transfer-Encoding: " + fits + "\r\n"));
    }

    /// Delimiters, and what stands before the first and after the last.
    private int between(int from, int to) throws ConversionException {
        if (to < from
                || (!eightBit && OctetKinds.hasEightBit(message, from, to))
                || (binary && OctetKinds.isBinary(message, from, to))) {
            throw new ConversionException("there is something between its parts");
        }
        out.write(message, from, to - from);
        return to;
    }

    /// Encoders close what they write to.
    private static final class Kept extends OutputStream {
        private final OutputStream out;

        Kept(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
        }
    }
}
