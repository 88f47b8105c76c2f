package org.posthorn.mailbox.mime;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/// Removes content transfer encodings (RFC 2045 section 6).
///
/// The decoders are our own: jakarta.mail's give up on, or throw an exception for each piece of,
/// what is not well-formed, and the JDK's Base64 ends in one at padding before the end. These read
/// on.
public final class TransferDecoding {
    private TransferDecoding() {}

    /// The decoded octets; reading them fails only where `encoded` does.
    ///
    /// @param encoding as in [PartHeader#encoding()]
    /// @return empty when nobody knows the encoding
    public static Optional<InputStream> decode(InputStream encoded, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "7bit", "8bit", "binary" -> Optional.of(encoded);
            case "base64" -> Optional.of(new Base64Decoder(encoded));
            case "quoted-printable" -> Optional.of(new QuotedPrintableDecoder(encoded));
            default -> Optional.empty();
        };
    }
}
