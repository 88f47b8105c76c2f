package org.posthorn.mailbox.directory;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// PBKDF2 with HMAC-SHA-256, as SCRAM-SHA-256 wants it (RFC 7677 section 3).
final class Pbkdf2 implements KeyDerivation {
    private static final int KEY_BITS = 256;

    @Override
    public byte[] saltedPassword(Password password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.text().toCharArray(), salt, iterations, KEY_BITS);
        try {
            var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return factory.generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }
}
