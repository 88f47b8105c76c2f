package org.posthorn.mailbox.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/// What an account stores of its password: enough to check it, by PLAIN, LOGIN or SCRAM-SHA-256,
/// and not enough to log in with (RFC 5802 section 3, RFC 7677).
public final class ScramVerifier {
    /// About 5 ms on the machine that `docs/performance.md` names.
    ///
    /// Everybody logs in anew after a restart: 5,000 accounts take half a minute of one core at
    /// this number and a quarter of an hour at the 600,000 that web sites are told to use. RFC 7677
    /// section 4 asks for 4,096 or more.
    public static final int DEFAULT_ITERATIONS = 20_000;

    /// The least that SCRAM permits (RFC 5802 section 5.1); for accounts that are never written to
    /// disk.
    public static final int MIN_ITERATIONS = 4096;

    /// Beyond this a login takes seconds.
    private static final int MAX_ITERATIONS = 10_000_000;

    private static final int SALT_OCTETS = 16;
    private static final int KEY_OCTETS = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// RFC 5803 section 2: `scram-mechanism$iterations:salt$StoredKey:ServerKey`
    private static final Pattern STORED =
            Pattern.compile("SCRAM-SHA-256\\$([0-9]{1,8}):([^:$]+)\\$([^:$]+):([^:$]+)");

    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("not a number of iterations: " + iterations);
        }
        if (salt.length == 0 || storedKey.length != KEY_OCTETS || serverKey.length != KEY_OCTETS) {
            throw new IllegalArgumentException("not a SCRAM-SHA-256 verifier");
        }
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /// With a new salt.
    static ScramVerifier derive(Password password, int iterations, KeyDerivation derivation) {
        var salt = new byte[SALT_OCTETS];
        RANDOM.nextBytes(salt);
        return derive(password, salt, iterations, derivation);
    }

    static ScramVerifier derive(
            Password password, byte[] salt, int iterations, KeyDerivation derivation) {
        var saltedPassword = derivation.saltedPassword(password, salt, iterations);
        var storedKey = storedKey(saltedPassword);
        var serverKey = Hmac.of(saltedPassword, "Server Key".getBytes(US_ASCII));
        return new ScramVerifier(iterations, salt.clone(), storedKey, serverKey);
    }

    /// One that no password fits, to spend the time of a derivation on an account that does not
    /// exist.
    ///
    /// @param secret the salt follows from it and the name, so that asking twice does not give it
    ///   away
    static ScramVerifier decoy(byte[] secret, byte[] name, int iterations) {
        var salt = Arrays.copyOf(Hmac.of(secret, name), SALT_OCTETS);
        var unknown = new byte[KEY_OCTETS];
        RANDOM.nextBytes(unknown);
        return new ScramVerifier(iterations, salt, unknown, unknown);
    }

    boolean fits(Password password, KeyDerivation derivation) {
        var saltedPassword = derivation.saltedPassword(password, salt, iterations);
        return MessageDigest.isEqual(storedKey, storedKey(saltedPassword));
    }

    /// Whether a client that signed the message knows the password: `ClientProof := ClientKey XOR
    /// ClientSignature` (RFC 5802 section 3).
    boolean isProven(byte[] message, byte[] proof) {
        byte[] key = Hmac.of(storedKey, message);
        if (proof.length != key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            key[i] ^= proof[i];
        }
        return MessageDigest.isEqual(storedKey, Hmac.sha256(key));
    }

    private static byte[] storedKey(byte[] saltedPassword) {
        return Hmac.sha256(Hmac.of(saltedPassword, "Client Key".getBytes(US_ASCII)));
    }

    byte[] salt() {
        return salt.clone();
    }

    int iterations() {
        return iterations;
    }

    byte[] storedKey() {
        return storedKey.clone();
    }

    byte[] serverKey() {
        return serverKey.clone();
    }

    /// As it is kept in the database, in the form of RFC 5803.
    public String encode() {
        var base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$"
                + iterations
                + ":"
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(storedKey)
                + ":"
                + base64.encodeToString(serverKey);
    }

    /// Back from the form that [#encode] gave.
    ///
    /// @throws IllegalArgumentException if it is not of that form
    public static ScramVerifier decode(String text) {
        var match = STORED.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a SCRAM-SHA-256 verifier");
        }
        var base64 = Base64.getDecoder();
        return new ScramVerifier(
                Integer.parseInt(match.group(1)),
                base64.decode(match.group(2)),
                base64.decode(match.group(3)),
                base64.decode(match.group(4)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScramVerifier that
                && iterations == that.iterations
                && Arrays.equals(salt, that.salt)
                && MessageDigest.isEqual(storedKey, that.storedKey)
                && MessageDigest.isEqual(serverKey, that.serverKey);
    }

    @Override
    public int hashCode() {
        return Objects.hash(iterations, Arrays.hashCode(salt));
    }

    @Override
    public String toString() {
        return "ScramVerifier[...]";
    }
}
