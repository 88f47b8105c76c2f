package org.posthorn.mailbox.directory;

import java.security.GeneralSecurityException;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// PBKDF2 with HMAC-SHA-256, few at a time.
///
/// A derivation does not block, so it keeps its carrier thread for milliseconds. Half of the cores
/// may be at it, in order of arrival: a flood of guesses leaves the other half to those who are
/// logged in already.
final class BoundedPbkdf2 implements KeyDerivation {
    private static final int KEY_BITS = 256;

    /// All directories of a process share its cores.
    private static final Semaphore CORES =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    @Override
    public byte[] saltedPassword(Password password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.text().toCharArray(), salt, iterations, KEY_BITS);
        CORES.acquireUninterruptibly();
        try {
            var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return factory.generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2", e);
        } finally {
            CORES.release();
            spec.clearPassword();
        }
    }
}
