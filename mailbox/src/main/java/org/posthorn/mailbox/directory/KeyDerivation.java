package org.posthorn.mailbox.directory;

/// The costly step from a password to a key, apart so that tests can count it.
interface KeyDerivation {
    /// `SaltedPassword := Hi(Normalize(password), salt, i)` (RFC 5802 section 3)
    byte[] saltedPassword(Password password, byte[] salt, int iterations);
}
