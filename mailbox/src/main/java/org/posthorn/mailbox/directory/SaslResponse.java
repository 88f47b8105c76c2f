package org.posthorn.mailbox.directory;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A client's answer in a SASL exchange, as SMTP, IMAP and POP3 carry it.
public final class SaslResponse {
    private SaslResponse() {}

    /// Decodes base64 of which nothing is ignored and nothing missing; `=` stands for an empty
    /// answer (RFC 4954 section 4, RFC 4648 section 3.5).
    ///
    /// @return empty when it is no such base64
    public static Optional<byte[]> decode(String text) {
        if (text.equals("=")) {
            return Optional.of(new byte[0]);
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(decoded).equals(text)
                    ? Optional.of(decoded)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
