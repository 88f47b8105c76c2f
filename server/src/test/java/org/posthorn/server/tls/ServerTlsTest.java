package org.posthorn.server.tls;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.server.config.TlsSettings;

final class ServerTlsTest {
    private static final TlsSettings OWN = new TlsSettings.SelfSigned();

    @TempDir private Path data;

    @Test
    void firstStart_makesACertificateThatLaterStartsKeep() throws Exception {
        ServerTls first = ServerTls.open(OWN, data, "mail.example.com");
        ServerTls second = ServerTls.open(OWN, data, "mail.example.com");

        assertThat(first.selfSigned()).isTrue();
        assertThat(second.certificate()).isEqualTo(first.certificate());
        first.certificate().checkValidity();
        assertThat(first.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=mail.example.com");
        assertThat(first.certificate().getSubjectAlternativeNames().toString())
                .contains("mail.example.com", "localhost", "127.0.0.1");
    }

    @Test
    void ownKey_isReadableByItsOwnerAlone() throws Exception {
        ServerTls.open(OWN, data, "localhost");

        assertThat(permissions(data.resolve("tls/key.pem"))).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("tls"))).isEqualTo("rwx------");
    }

    @Test
    void longHostName_fits() throws Exception {
        String name = "a".repeat(60) + "." + "b".repeat(60) + ".example.com";
        assertThat(
                        ServerTls.open(OWN, data, name)
                                .certificate()
                                .getSubjectAlternativeNames()
                                .toString())
                .contains(name);
    }

    @Test
    void configuredFiles_areUsed() throws Exception {
        ServerTls own = ServerTls.open(OWN, data, "localhost");
        ServerTls configured = ServerTls.open(pem("certificate.pem", "key.pem"), data, "other");

        assertThat(configured.certificate()).isEqualTo(own.certificate());
        assertThat(configured.selfSigned()).isFalse();
    }

    /// As OpenSSL writes it: PKCS #1 and SEC 1, the latter after its curve's parameters.
    @ParameterizedTest
    @CsvSource({"rsa-certificate.pem, rsa-pkcs1-key.pem", "ec-certificate.pem, ec-sec1-key.pem"})
    void keyInItsTraditionalForm_isRead(String certificate, String key) throws Exception {
        Path folder = Path.of("src/test/resources/tls");
        TlsSettings files =
                new TlsSettings.PemFiles(folder.resolve(certificate), folder.resolve(key));

        assertThat(ServerTls.open(files, data, "x").context()).isNotNull();
    }

    @Test
    void keyOfAnotherCertificate_isRefused() throws Exception {
        ServerTls.open(OWN, data, "localhost");
        ServerTls.open(OWN, data.resolve("other"), "localhost");
        Files.copy(data.resolve("other/tls/key.pem"), data.resolve("tls/stranger.pem"));

        assertRefused(
                pem("certificate.pem", "stranger.pem"),
                "The private key in %s is not that of the certificate in %s.",
                "stranger.pem",
                "certificate.pem");
    }

    @Test
    void missingCertificate_isRefused() {
        assertRefused(
                pem("none.pem", "key.pem"), "The certificate file %s does not exist.", "none.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
    void fileWithoutCertificate_isRefused(String content) throws IOException {
        Path file = Files.createDirectories(data.resolve("tls")).resolve("certificate.pem");
        Files.writeString(file, content);

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> ServerTls.open(pem("certificate.pem", "key.pem"), data, "x"))
                .withMessageStartingWith("The file " + file)
                .withMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n"
            })
    void fileWithoutKey_isRefused(String content) throws Exception {
        ServerTls.open(OWN, data, "localhost");
        Path file = data.resolve("tls/bad.pem");
        Files.writeString(file, content);

        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> ServerTls.open(pem("certificate.pem", "bad.pem"), data, "x"))
                .withMessageContaining(file.toString())
                .withMessageEndingWith(".");
    }

    @Test
    void ownKey_isPkcs8() throws Exception {
        ServerTls.open(OWN, data, "localhost");
        String pem = Files.readString(data.resolve("tls/key.pem"));
        var body = Pattern.compile("-----\n([^-]+)-----").matcher(pem);
        assertThat(body.find()).isTrue();
        assertThat(
                        KeyFactory.getInstance("EC")
                                .generatePrivate(
                                        new PKCS8EncodedKeySpec(
                                                Base64.getMimeDecoder().decode(body.group(1)))))
                .isNotNull();
    }

    @Test
    void renewedFiles_areShownAfterAReload() throws Exception {
        TlsSettings files =
                copied("src/test/resources/tls", "rsa-certificate.pem", "rsa-pkcs1-key.pem");
        ServerTls tls = ServerTls.open(files, data, "x");
        X509Certificate before = shown(tls);
        copied("src/test/resources/tls", "ec-certificate.pem", "ec-sec1-key.pem");
        assertThat(shown(tls)).isEqualTo(before);
        tls.reload();
        assertThat(shown(tls)).isNotEqualTo(before).isEqualTo(tls.certificate());
    }

    @Test
    void renewedFilesThatDoNotFit_changeNothing() throws Exception {
        TlsSettings files =
                copied("src/test/resources/tls", "rsa-certificate.pem", "rsa-pkcs1-key.pem");
        ServerTls tls = ServerTls.open(files, data, "x");
        X509Certificate before = shown(tls);
        copied("src/test/resources/tls", "ec-certificate.pem", "rsa-pkcs1-key.pem");
        assertThatExceptionOfType(CertificateException.class).isThrownBy(tls::reload);
        assertThat(shown(tls)).isEqualTo(before);
    }

    private TlsSettings copied(String from, String certificate, String key) throws IOException {
        Path folder = Files.createDirectories(data.resolve("tls"));
        Files.copy(Path.of(from, certificate), folder.resolve("c.pem"), REPLACE_EXISTING);
        Files.copy(Path.of(from, key), folder.resolve("k.pem"), REPLACE_EXISTING);
        return pem("c.pem", "k.pem");
    }

    /// The certificate that a client sees.
    private static X509Certificate shown(ServerTls tls) throws Exception {
        try (ServerSocket listener =
                tls.context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Socket accepted = listener.accept()) {
                                    accepted.getInputStream().read();
                                } catch (IOException _) {
                                    // The client saw enough.
                                }
                            });
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, new TrustManager[] {new Trusting()}, null);
            try (SSLSocket client =
                    (SSLSocket)
                            trusting.getSocketFactory()
                                    .createSocket(
                                            InetAddress.getLoopbackAddress(),
                                            listener.getLocalPort())) {
                client.startHandshake();
                return (X509Certificate) client.getSession().getPeerCertificates()[0];
            } finally {
                server.join();
            }
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private TlsSettings pem(String certificate, String key) {
        return new TlsSettings.PemFiles(
                data.resolve("tls").resolve(certificate), data.resolve("tls").resolve(key));
    }

    private void assertRefused(TlsSettings settings, String sentence, String... files) {
        Object[] paths = new Object[files.length];
        for (int i = 0; i < files.length; i++) {
            paths[i] = data.resolve("tls").resolve(files[i]);
        }
        assertThatExceptionOfType(CertificateException.class)
                .isThrownBy(() -> ServerTls.open(settings, data, "x"))
                .withMessage(sentence, paths);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
