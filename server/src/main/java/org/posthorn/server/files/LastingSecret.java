package org.posthorn.server.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// A secret of an installation that outlives its processes, in a file that only the server's user
/// can read.
public final class LastingSecret {
    private static final int OCTETS = 32;

    private LastingSecret() {}

    /// The secret in the file, which is made if there is none.
    public static String in(Path file) throws IOException {
        if (Files.exists(file)) {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (!text.isEmpty()) {
                return text;
            }
        }
        byte[] random = new byte[OCTETS];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        PrivateFile.write(file, secret + "\n");
        return secret;
    }
}
