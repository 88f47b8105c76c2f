package org.posthorn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A message of 25 MB goes in by every way and comes out by every way as it was, through a server
/// with little memory.
final class LargeMessageIT {
    private static final int OCTETS = 25_000_000;
    private static final int MESSAGES = 4;

    @TempDir private Path folder;

    @Test
    void message_comesBackOctetForOctet() throws Exception {
        byte[] message = message();
        try (ServerProcess server = ServerProcess.start(folder, "-Xmx256m")) {
            server.createAccounts("alice");
            try (TestClient client = server.plain("smtp")) {
                client.expect("220");
                client.ask("EHLO client.example.org", "250");
                assertThat(client.deliver("alice@example.com", message)).isTrue();
                byBdat(client, message);
            }
            try (TestClient client = server.plain("lmtp")) {
                client.expect("220");
                client.ask("LHLO client.example.org", "250");
                assertThat(client.deliver("alice@example.com", message)).isTrue();
            }
            try (TestClient client = server.tls("imaps")) {
                client.login("alice");
                client.append("INBOX", message);
                client.imap("EXAMINE INBOX");
                for (int i = 1; i <= MESSAGES; i++) {
                    assertSame(literal(client, i), message);
                }
            }
            byPop3(server, message);
            assertThat(server.terminate()).isEqualTo(143);
            assertThat(server.log()).doesNotContain("ERROR", "OutOfMemory");
        }
    }

    private static void byBdat(TestClient client, byte[] message) throws IOException {
        client.ask("MAIL FROM:<sender@example.org> SIZE=" + message.length, "250");
        client.ask("RCPT TO:<alice@example.com>", "250");
        int half = message.length / 2;
        client.send("BDAT " + half + "\r\n");
        client.send(Arrays.copyOf(message, half));
        client.expect("250");
        client.send("BDAT " + (message.length - half) + " LAST\r\n");
        client.send(Arrays.copyOfRange(message, half, message.length));
        client.expect("250");
    }

    private static byte[] literal(TestClient client, int sequenceNumber) throws IOException {
        client.send("f%d FETCH %d BODY.PEEK[]\r\n".formatted(sequenceNumber, sequenceNumber));
        String line = client.line();
        assertThat(line).startsWith("* " + sequenceNumber + " FETCH");
        String size = line.substring(line.lastIndexOf('{') + 1, line.length() - 1);
        byte[] octets = client.octets(Integer.parseInt(size));
        assertThat(client.line()).isEqualTo(")");
        assertThat(client.line()).startsWith("f" + sequenceNumber + " OK");
        return octets;
    }

    private static void byPop3(ServerProcess server, byte[] message) throws IOException {
        try (TestClient client = server.tls("pop3s")) {
            client.expect("+OK");
            client.ask("USER alice@example.com", "+OK");
            client.ask("PASS secret", "+OK");
            for (int i = 1; i <= MESSAGES; i++) {
                client.ask("RETR " + i, "+OK");
                ByteArrayOutputStream received = new ByteArrayOutputStream(message.length + 1000);
                for (String line = client.line(); !line.equals("."); line = client.line()) {
                    String whole = line.startsWith(".") ? line.substring(1) : line;
                    received.writeBytes((whole + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                }
                assertSame(received.toByteArray(), message);
            }
        }
    }

    /// What arrived by SMTP has trace fields on top (RFC 5321 section 4.4).
    private static void assertSame(byte[] received, byte[] sent) {
        int added = received.length - sent.length;
        assertThat(added).isBetween(0, 2000);
        assertThat(Arrays.mismatch(Arrays.copyOfRange(received, added, received.length), sent))
                .isEqualTo(-1);
    }

    /// With an attachment, as large messages have.
    private static byte[] message() {
        byte[] random = new byte[OCTETS / 78 * 57];
        new Random(25).nextBytes(random);
        byte[] start =
                String.join(
                                "\r\n",
                                List.of(
                                        "From: sender@example.org",
                                        "To: alice@example.com",
                                        "Subject: large",
                                        "MIME-Version: 1.0",
                                        "Content-Type: multipart/mixed; boundary=part",
                                        "",
                                        "--part",
                                        "",
                                        "See the attachment.",
                                        "--part",
                                        "Content-Type: application/octet-stream",
                                        "Content-Transfer-Encoding: base64",
                                        "",
                                        ""))
                        .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream message = new ByteArrayOutputStream(OCTETS + 1000);
        message.writeBytes(start);
        message.writeBytes(Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encode(random));
        message.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.US_ASCII));
        return message.toByteArray();
    }
}
