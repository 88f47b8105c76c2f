package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.net.TestClient;

/// Messages larger than a server's memory allows for, to one that has 24 MB of it.
@Timeout(120)
final class LargeMessageIT {
    private static final int OCTETS = 25_000_000;
    private static final int CHUNK = 1_000_000;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Process server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BufferedReader said;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestClient client;

    @BeforeEach
    void start() throws IOException {
        server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx24m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeapServer.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        said =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        client = TestClient.connect(Integer.parseInt(said.readLine()));
        client.readLine();
        for (String command :
                new String[] {
                    "HELO client.example",
                    "MAIL FROM:<a@b.example> SIZE=" + OCTETS,
                    "RCPT TO:<alice@example.com>"
                }) {
            client.send(command + "\r\n");
            assertThat(client.readLine()).startsWith("250 ");
        }
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.destroyForcibly();
    }

    @Test
    void largeMessage_byData_arrivesAsSent() throws Exception {
        byte[] message = message();
        client.send("DATA\r\n");
        assertThat(client.readLine()).startsWith("354 ");
        String text = new String(message, StandardCharsets.ISO_8859_1);
        client.send(text.replace("\r\n.", "\r\n..") + ".\r\n");
        assertThat(client.readLine()).startsWith("250 2.6.0 ");
        assertThat(said.readLine()).isEqualTo(sha256(message));
    }

    @Test
    void largeMessage_byBdat_arrivesAsSent() throws Exception {
        byte[] message = message();
        for (int sent = 0; sent < OCTETS; sent += CHUNK) {
            client.send("BDAT " + CHUNK + (sent + CHUNK == OCTETS ? " LAST" : "") + "\r\n");
            client.send(Arrays.copyOfRange(message, sent, sent + CHUNK));
            assertThat(client.readLine()).startsWith("250 2.");
        }
        assertThat(said.readLine()).isEqualTo(sha256(message));
    }

    /// Lines of random octets, many of which begin with dots.
    private static byte[] message() {
        byte[] message = new byte[OCTETS];
        Random random = new Random(25);
        random.nextBytes(message);
        for (int i = 0; i < OCTETS; i++) {
            if (message[i] == 0 || message[i] == '\r' || message[i] == '\n') {
                message[i] = '.';
            }
        }
        byte[] header = "Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, message, 0, header.length);
        for (int i = header.length; i + 100 < OCTETS; i += 50 + random.nextInt(30)) {
            message[i] = '\r';
            message[i + 1] = '\n';
            message[i + 2] = random.nextInt(10) == 0 ? (byte) '.' : (byte) 'x';
        }
        message[OCTETS - 2] = '\r';
        message[OCTETS - 1] = '\n';
        return message;
    }

    private static String sha256(byte[] octets) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }
}
