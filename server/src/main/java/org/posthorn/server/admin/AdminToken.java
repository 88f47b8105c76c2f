package org.posthorn.server.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.posthorn.server.files.PrivateFile;

/// What a client must know to administer the server: a secret that lives as long as the process, in
/// a file that only the server's user can read.
final class AdminToken {
    static final String FILE_NAME = "admin-token";
    private static final String SCHEME = "Bearer ";
    private static final int OCTETS = 32;

    private final byte[] expected;

    private AdminToken(String token) {
        this.expected = token.getBytes(StandardCharsets.US_ASCII);
    }

    /// Makes a new one and writes it where the admin shell looks for it.
    static AdminToken write(Path dataDirectory) throws IOException {
        byte[] random = new byte[OCTETS];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        PrivateFile.write(dataDirectory.resolve(FILE_NAME), token + "\n");
        return new AdminToken(token);
    }

    /// Takes the same time for every wrong token of the right length. The scheme's case does not
    /// matter (RFC 9110 section 11.1).
    boolean isIn(Optional<String> authorization) {
        return authorization.isPresent()
                && authorization.get().regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        expected,
                        authorization
                                .get()
                                .substring(SCHEME.length())
                                .getBytes(StandardCharsets.UTF_8));
    }
}
