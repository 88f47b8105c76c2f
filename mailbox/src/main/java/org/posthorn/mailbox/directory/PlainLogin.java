package org.posthorn.mailbox.directory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a client sends in SASL's PLAIN mechanism (RFC 4616 section 2).
///
/// @param user the account's address as typed; whom it wants to act for is the same or not said
public record PlainLogin(String user, Password password) {
    private static final int MAX_FIELD_OCTETS = 1024;

    /// Takes the message apart, base64 on the outside; `=` stands for an empty one (RFC 4954
    /// section 4).
    ///
    /// @return empty when it is no such message, or asks to act for somebody else
    public static Optional<PlainLogin> parse(String base64) {
        return base64.equals("=")
                ? Optional.empty()
                : decode(base64).flatMap(PlainLogin::ofMessage);
    }

    private static Optional<String> decode(String base64) {
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static Optional<PlainLogin> ofMessage(String message) {
        List<String> fields = List.of(message.split("\0", -1));
        if (fields.size() != 3
                || fields.stream().anyMatch(field -> field.length() > MAX_FIELD_OCTETS)) {
            return Optional.empty();
        }
        String actFor = fields.get(0);
        String user = fields.get(1);
        boolean itself = actFor.isEmpty() || actFor.equalsIgnoreCase(user);
        return itself && !user.isEmpty() && !fields.get(2).isEmpty()
                ? Optional.of(new PlainLogin(user, new Password(fields.get(2))))
                : Optional.empty();
    }
}
