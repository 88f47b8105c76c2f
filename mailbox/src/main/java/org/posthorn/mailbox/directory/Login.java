package org.posthorn.mailbox.directory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a client logs in with.
///
/// @param user the account's address as typed
public record Login(String user, Password password) {

    /// Takes a message of SASL's PLAIN mechanism apart (RFC 4616 section 2).
    ///
    /// ```
    /// message   = [authzid] UTF8NUL authcid UTF8NUL passwd
    /// ```
    ///
    /// To act for somebody else is not possible, so authzid must be empty or authcid.
    ///
    /// @return empty when it is no such message
    public static Optional<Login> ofPlain(byte[] message) {
        return utf8(message).flatMap(Login::ofFields);
    }

    private static Optional<Login> ofFields(String message) {
        List<String> fields = List.of(message.split("\0", -1));
        if (fields.size() != 3
                || !(fields.get(0).isEmpty() || fields.get(0).equalsIgnoreCase(fields.get(1)))) {
            return Optional.empty();
        }
        return of(fields.get(1), fields.get(2));
    }

    /// From the two answers of the LOGIN mechanism, a draft that every client speaks.
    public static Optional<Login> ofLogin(byte[] user, byte[] password) {
        return utf8(user).flatMap(u -> utf8(password).flatMap(p -> of(u, p)));
    }

    private static Optional<Login> of(String user, String password) {
        return user.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Login(user, new Password(password)));
    }

    private static Optional<String> utf8(byte[] octets) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
