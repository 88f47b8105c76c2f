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
public final class ServerTls {
    private final TlsSettings settings;
    private final Path dataDirectory;
    private final String hostname;
    private final OneKey keys;
    private final SSLContext context;
    private volatile X509Certificate certificate;

    private record Identity(PrivateKey key, List<X509Certificate> chain, Path file) {}

    private ServerTls(TlsSettings settings, Path dataDirectory, String hostname)
            throws CertificateException {
        this.settings = settings;
        this.dataDirectory = dataDirectory;
        this.hostname = hostname;
        Identity identity = read();
        keys = new OneKey(identity.key, identity.chain);
        certificate = identity.chain.getFirst();
        try {
            context = context(keys);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    "The certificate in %s cannot be used for TLS: %s"
                            .formatted(identity.file, e.getMessage()),
                    e);
        }
    }

    /// Opens the configured certificate, or the server's own, which is made when there is none yet.
    public static ServerTls open(TlsSettings settings, Path dataDirectory, String hostname)
            throws CertificateException {
        return new ServerTls(settings, dataDirectory, hostname);
    }

    /// Reads the files again, for handshakes from now on.
    ///
    /// @throws CertificateException when they cannot be used; then all stays as it was
    public void reload() throws CertificateException {
        Identity identity = read();
        keys.replace(identity.key, identity.chain);
        certificate = identity.chain.getFirst();
    }

    public SSLContext context() {
        return context;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// Whether the server made the certificate itself, so that clients will ask about it.
    public boolean selfSigned() {
        return settings instanceof TlsSettings.SelfSigned;
    }

    private Identity read() throws CertificateException {
        return switch (settings) {
            case TlsSettings.PemFiles(Path certificate, Path key) -> read(certificate, key);
            case TlsSettings.SelfSigned() -> readOwn(dataDirectory.resolve("tls"));
        };
    }

    private Identity readOwn(Path folder) throws CertificateException {
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
        return read(certificate, key);
    }

    private static Identity read(Path certificateFile, Path keyFile) throws CertificateException {
        List<X509Certificate> chain = PemFile.certificates(certificateFile);
        PrivateKey key = PemFile.privateKey(keyFile);
        if (!belongTogether(chain.getFirst(), key)) {
            throw new CertificateException(
                    "The private key in %s is not that of the certificate in %s."
                            .formatted(keyFile, certificateFile));
        }
        return new Identity(key, chain, certificateFile);
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

    private static SSLContext context(OneKey keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        // No trust managers: nobody is asked for a certificate.
        context.init(new KeyManager[] {keys}, new TrustManager[0], null);
        return context;
    }
}
