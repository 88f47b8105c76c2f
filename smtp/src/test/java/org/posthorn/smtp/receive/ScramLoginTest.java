package org.posthorn.smtp.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.net.TestClient;

/// SCRAM with a client that reckons for itself.
@Timeout(60)
final class ScramLoginTest {
    private final SmtpFixture fixture = new SmtpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private TestClient greeted() throws Exception {
        TestClient client = TestClient.connectTls(fixture.submissions());
        client.readLine();
        client.send("EHLO client.example\r\n");
        while (client.readLine().charAt(3) == '-') {
            // What is offered.
        }
        return client;
    }

    private static String say(TestClient client, String line) throws Exception {
        client.send(line + "\r\n");
        return client.readLine();
    }

    /// Says all but the last, empty, line, and returns the reply to the proof.
    private static String prove(TestClient client, String mechanism, String header, byte[] binding)
            throws Exception {
        String bare = "n=alice@example.com,r=fyko+d2lbbFgONRv9qkxdawL";
        String challenge =
                decoded(
                        say(
                                client,
                                "AUTH "
                                        + mechanism
                                        + " "
                                        + base64((header + bare).getBytes(UTF_8))));
        String[] fields = challenge.split(",", -1);
        var bound = new ByteArrayOutputStream();
        bound.writeBytes(header.getBytes(UTF_8));
        bound.writeBytes(binding);
        String end = "c=" + base64(bound.toByteArray()) + "," + fields[0];
        byte[] key = hmac(salted(fields), "Client Key");
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(key);
        byte[] signature = hmac(storedKey, bare + "," + challenge + "," + end);
        for (int i = 0; i < key.length; i++) {
            key[i] ^= signature[i];
        }
        String reply = say(client, base64((end + ",p=" + base64(key)).getBytes(UTF_8)));
        if (reply.startsWith("334 ")) {
            byte[] server =
                    hmac(hmac(salted(fields), "Server Key"), bare + "," + challenge + "," + end);
            assertThat(decoded(reply)).isEqualTo("v=" + base64(server));
        }
        return reply;
    }

    private static byte[] salted(String[] fields) throws Exception {
        byte[] salt = Base64.getDecoder().decode(fields[1].substring(2));
        int iterations = Integer.parseInt(fields[2].substring(2));
        var spec = new PBEKeySpec(SmtpFixture.PASSWORD.toCharArray(), salt, iterations, 256);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static String decoded(String reply) {
        assertThat(reply).startsWith("334 ");
        return new String(Base64.getDecoder().decode(reply.substring(4)), UTF_8);
    }

    private static byte[] exported(TestClient client) throws Exception {
        var session = (ExtendedSSLSession) ((SSLSocket) client.socket()).getSession();
        return session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
    }

    @Test
    void passwordThatIsKnown_logsIn_whenTheServerHasProvenItself() throws Exception {
        try (TestClient client = greeted()) {
            assertThat(prove(client, "SCRAM-SHA-256", "n,,", new byte[0])).startsWith("334 ");
            assertThat(say(client, "")).startsWith("235 2.7.0 ");
            assertThat(say(client, "MAIL FROM:<alice@example.com>")).startsWith("250 ");
        }
    }

    @Test
    void serverThatIsNotBelieved_letsNobodyIn() throws Exception {
        try (TestClient client = greeted()) {
            assertThat(prove(client, "SCRAM-SHA-256", "n,,", new byte[0])).startsWith("334 ");
            assertThat(say(client, "*")).startsWith("501 5.7.0 ");
            assertThat(say(client, "MAIL FROM:<alice@example.com>")).startsWith("530 ");
        }
    }

    @Test
    void bindingOfThisSession_logsIn() throws Exception {
        try (TestClient client = greeted()) {
            byte[] binding = exported(client);
            assertThat(prove(client, "SCRAM-SHA-256-PLUS", "p=tls-exporter,,", binding))
                    .startsWith("334 ");
            assertThat(say(client, "=")).startsWith("235 2.7.0 ");
        }
    }

    @Test
    void bindingOfAnotherSession_isRefused() throws Exception {
        byte[] another;
        try (TestClient client = greeted()) {
            another = exported(client);
        }
        try (TestClient client = greeted()) {
            assertThat(prove(client, "SCRAM-SHA-256-PLUS", "p=tls-exporter,,", another))
                    .startsWith("535 5.7.8 ");
        }
    }
}
