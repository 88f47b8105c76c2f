package org.posthorn.mailbox.directory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// How SCRAM writes (RFC 5802 section 7).
final class ScramText {
    private ScramText() {}

    static String decode(byte[] message, int maxOctets) throws ScramException {
        if (message.length > maxOctets) {
            throw new ScramException("the message is too long");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException _) {
            throw new ScramException("the message is not UTF-8");
        }
    }

    /// ```
    /// saslname = 1*(value-safe-char / "=2C" / "=3D")
    /// ```
    static String name(String text) throws ScramException {
        String rest = text.replace("=2C", "").replace("=3D", "");
        if (rest.indexOf('=') >= 0) {
            throw new ScramException("an equals sign in a name that stands for nothing");
        }
        return text.replace("=2C", ",").replace("=3D", "=");
    }

    static byte[] base64(String text) throws ScramException {
        return SaslResponse.decode(text).orElseThrow(() -> new ScramException("not base64"));
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
