package org.posthorn.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads certificates and keys in their textual form (RFC 7468).
final class PemFile {
    private static final Pattern PKCS_8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private PemFile() {}

    /// All certificates in the file, the server's own first.
    static List<X509Certificate> certificates(Path file) throws CertificateException {
        byte[] pem = read(file, "certificate").getBytes(StandardCharsets.ISO_8859_1);
        List<X509Certificate> chain;
        try {
            chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
        } catch (java.security.cert.CertificateException e) {
            throw new CertificateException(
                    "The file %s does not hold certificates in PEM form.".formatted(file), e);
        }
        if (chain.isEmpty()) {
            throw new CertificateException("The file %s holds no certificate.".formatted(file));
        }
        return chain;
    }

    static PrivateKey privateKey(Path file) throws CertificateException {
        String pem = read(file, "private key");
        try {
            PrivateKey key = key(encoded(pem));
            if (key != null) {
                return key;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CertificateException("The private key in %s is damaged.".formatted(file), e);
        }
        throw new CertificateException(
                "The file %s holds no RSA, EC or EdDSA private key in PEM form without a password."
                        .formatted(file));
    }

    private static byte @Nullable [] encoded(String pem) throws IOException {
        Matcher pkcs8 = PKCS_8.matcher(pem);
        return pkcs8.find()
                ? Base64.getMimeDecoder().decode(pkcs8.group(1))
                : TraditionalKey.toPkcs8(pem);
    }

    private static @Nullable PrivateKey key(byte @Nullable [] pkcs8) {
        if (pkcs8 == null) {
            return null;
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException _) {
                // A key of another algorithm; the next may know it.
            }
        }
        return null;
    }

    private static String read(Path file, String what) throws CertificateException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new CertificateException(
                    "The %s file %s does not exist.".formatted(what, file), e);
        } catch (IOException e) {
            throw new CertificateException(
                    "The %s file %s cannot be read: %s".formatted(what, file, e.getMessage()), e);
        }
    }
}
