package org.posthorn.smtp.receive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Base64 as SASL needs it: nothing ignored, nothing missing (RFC 4954 section 4, RFC 4648 section
/// 3.5).
final class StrictBase64 {
    private StrictBase64() {}

    /// Decodes a response; `=` stands for an empty one.
    static byte[] decode(String text) throws CommandException {
        if (text.equals("=")) {
            return new byte[0];
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
            if (Base64.getEncoder().encodeToString(decoded).equals(text)) {
                return decoded;
            }
        } catch (IllegalArgumentException _) {
            // Refused below, as what decodes and is not canonical.
        }
        throw new CommandException(Reply.BAD_BASE64);
    }
}
