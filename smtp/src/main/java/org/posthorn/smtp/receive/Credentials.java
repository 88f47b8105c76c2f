package org.posthorn.smtp.receive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.posthorn.mailbox.directory.Password;

/// What a client logs in with.
record Credentials(String name, Password password) {

    /// Takes a PLAIN message apart.
    ///
    /// ```
    /// message   = [authzid] UTF8NUL authcid UTF8NUL passwd
    /// ```
    ///
    /// RFC 4616 section 2. To act for somebody else is not possible, so authzid must be empty or
    /// authcid.
    static Optional<Credentials> parsePlain(byte[] message) {
        Optional<String> decoded = utf8(message);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = decoded.get().split("\0", -1);
        if (parts.length != 3 || !(parts[0].isEmpty() || parts[0].equalsIgnoreCase(parts[1]))) {
            return Optional.empty();
        }
        return of(parts[1], parts[2]);
    }

    static Optional<Credentials> of(byte[] name, byte[] password) {
        return utf8(name).flatMap(n -> utf8(password).flatMap(p -> of(n, p)));
    }

    private static Optional<Credentials> of(String name, String password) {
        return name.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(name, new Password(password)));
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
