package org.posthorn.smtp.relay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.posthorn.mailbox.outbound.BodyType;
import org.posthorn.mailbox.outbound.MessageOptions;

/// A message in the form in which one server takes it.
///
/// @param sender as it is written, without brackets
/// @param octets opens it
/// @param sizeOctets as far as is known
/// @param body what is declared, where the server knows of it
/// @param utf8 whether SMTPUTF8 is declared
record PreparedMessage(
        String sender, Supplier<InputStream> octets, long sizeOctets, BodyType body, boolean utf8) {

    /// The message is not for this server.
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient RemoteReply reply;

        RefusedException(RemoteReply reply) {
            super(reply.toString(), null, false, false);
            this.reply = reply;
        }

        RemoteReply reply() {
            return reply;
        }
    }

    /// Whether it goes by BDAT. DATA is for everything else: a chunk would save a turn, but its
    /// octets are sent in vain where recipients are refused, nobody looks for bare CR and LF in it
    /// on the way, and servers that take it wrongly are still about.
    boolean isChunked() {
        return body == BodyType.BINARY;
    }

    /// @param verified whether the server's certificate was
    /// @param block for what is read
    static PreparedMessage of(
            Transfer transfer,
            Extensions extensions,
            boolean verified,
            RelaySettings settings,
            byte[] block)
            throws RefusedException, IOException {
        MessageOptions options = transfer.envelope().options();
        if (options.requireTls() && !(verified && extensions.has(Extensions.REQUIRETLS))) {
            // RFC 8689 section 4.2.1.
            throw new RefusedException(OwnReply.NO_REQUIRETLS);
        }
        boolean utf8 = extensions.has(Extensions.UTF8) && wantsUtf8(transfer);
        String sender = sender(transfer, utf8, block);
        PreparedMessage message = body(transfer, extensions, settings, block);
        if (extensions.maxSize() > 0 && message.sizeOctets > extensions.maxSize()) {
            throw new RefusedException(OwnReply.tooLarge(message.sizeOctets, extensions.maxSize()));
        }
        return new PreparedMessage(sender, message.octets, message.sizeOctets, message.body, utf8);
    }

    private static boolean wantsUtf8(Transfer transfer) {
        return transfer.envelope().options().utf8()
                || !AddressCheck.isAscii(transfer.envelope().sender())
                || transfer.recipients().stream()
                        .anyMatch(to -> !AddressCheck.isAscii(to.address()));
    }

    /// The sender's address, unless it or the header is too much for the server (RFC 6531 section
    /// 3.2). Recipients are judged one by one.
    private static String sender(Transfer transfer, boolean utf8, byte[] block)
            throws RefusedException, IOException {
        String sender = transfer.envelope().sender();
        if (!sender.isEmpty() && !AddressCheck.isSafe(sender)) {
            throw new RefusedException(OwnReply.BAD_SENDER);
        }
        if (utf8) {
            return sender;
        }
        String ascii = AddressCheck.withAsciiDomain(sender);
        if (!AddressCheck.isAscii(ascii)) {
            throw new RefusedException(OwnReply.NON_ASCII_ADDRESS);
        }
        if (transfer.envelope().options().utf8()) {
            try (InputStream in = transfer.octets().get()) {
                if (OctetKinds.hasEightBitHeader(in, block)) {
                    throw new RefusedException(OwnReply.NON_ASCII_HEADER);
                }
            }
        }
        return ascii;
    }

    private static PreparedMessage body(
            Transfer transfer, Extensions extensions, RelaySettings settings, byte[] block)
            throws RefusedException, IOException {
        boolean eightBit = extensions.has(Extensions.EIGHT_BIT);
        return switch (transfer.envelope().options().body()) {
            case SEVEN_BIT -> asIs(transfer, BodyType.SEVEN_BIT);
            case EIGHT_BIT -> {
                if (eightBit) {
                    yield asIs(transfer, BodyType.EIGHT_BIT);
                }
                yield hasEightBit(transfer, block)
                        ? converted(transfer, false, false, settings)
                        : asIs(transfer, BodyType.SEVEN_BIT);
            }
            case BINARY ->
                    extensions.has(Extensions.BINARY) && extensions.has(Extensions.CHUNKING)
                            ? asIs(transfer, BodyType.BINARY)
                            : converted(transfer, true, eightBit, settings);
        };
    }

    private static boolean hasEightBit(Transfer transfer, byte[] block) throws IOException {
        try (InputStream in = transfer.octets().get()) {
            return OctetKinds.hasEightBit(in, block);
        }
    }

    private static PreparedMessage asIs(Transfer transfer, BodyType body) {
        return new PreparedMessage(
                "", transfer.octets(), transfer.envelope().sizeOctets(), body, false);
    }

    private static PreparedMessage converted(
            Transfer transfer, boolean binary, boolean eightBit, RelaySettings settings)
            throws RefusedException, IOException {
        byte[] octets;
        try (InputStream in = transfer.octets().get()) {
            octets = in.readNBytes(settings.maxConvertedOctets() + 1);
        }
        if (octets.length > settings.maxConvertedOctets()) {
            throw new RefusedException(OwnReply.notConverted("it is too large"));
        }
        try {
            byte[] converted = TransferConversion.convert(octets, binary, eightBit);
            return new PreparedMessage(
                    "",
                    () -> new ByteArrayInputStream(converted),
                    converted.length,
                    eightBit ? BodyType.EIGHT_BIT : BodyType.SEVEN_BIT,
                    false);
        } catch (ConversionException e) {
            throw new RefusedException(OwnReply.notConverted(String.valueOf(e.getMessage())));
        }
    }
}
