package org.posthorn.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.posthorn.server.config.TlsSettings;

/// The server's certificate and what TLS needs of it.
///
/// @param selfSigned whether the server made the certificate itself, so that clients will ask
public record ServerTls(SSLContext context, X509Certificate certificate, boolean selfSigned) {

    /// Opens the configured certificate, or the server's own, which is made when there is none yet.
    public static ServerTls open(TlsSettings settings, Path dataDirectory, String hostname)
            throws CertificateException {
        return switch (settings) {
            case TlsSettings.PemFiles(Path certificate, Path key) -> read(certificate, key, false);
            case TlsSettings.SelfSigned() -> openOwn(dataDirectory.resolve("tls"), hostname);
        };
    }

    private static ServerTls openOwn(Path folder, String hostname) throws CertificateException {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        if (!Files.exists(certificate)) {
            try {
                SelfSignedCertificate.make(certificate, key, hostname);
            } catch (IOException | GeneralSecurityException e) {
                throw new CertificateException(
                        "A self-signed certificate could not be made in %s: %s"
                                .formatted(folder, e.getMessage()),
                        e);
            }
        }
        return read(certificate, key, true);
    }

    private static ServerTls read(Path certificateFile, Path keyFile, boolean selfSigned)
            throws CertificateException {
        List<X509Certificate> chain = PemFile.certificates(certificateFile);
        PrivateKey key = PemFile.privateKey(keyFile);
        X509Certificate certificate = chain.getFirst();
        if (!belongTogether(certificate, key)) {
            throw new CertificateException(
                    "The private key in %s is not that of the certificate in %s."
                            .formatted(keyFile, certificateFile));
        }
        try {
            return new ServerTls(context(chain, key), certificate, selfSigned);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    "The certificate in %s cannot be used for TLS: %s"
                            .formatted(certificateFile, e.getMessage()),
                    e);
        }
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> "EdDSA";
                };
        byte[] sample = "Posthorn".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(sample);
            return verifying.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static SSLContext context(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        // No trust managers: nobody is asked for a certificate.
        context.init(new KeyManager[] {new OneKey(key, chain)}, new TrustManager[0], null);
        return context;
    }
}
