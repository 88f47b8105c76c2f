package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.LogCapture;
import org.posthorn.net.TestClient;

/// What confused clients and their users say where no password should stand: nothing of it is in
/// the log, at whatever level.
@Timeout(60)
final class SecretsTest {
    /// `<b64>` stands for a PLAIN message and `<n64>`, `<p64>` for a name and the password.
    private static String octets(String lines) {
        return lines.replace("<b64>", base64("\0alice@example.com\0hunter2"))
                .replace("<n64>", base64("alice@example.com"))
                .replace("<p64>", base64("hunter2"))
                .replace("<long>", "x".repeat(20_000));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void hasNoSecret(LogCapture log) {
        assertThat(log.lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains("hunter2"))
                .noneMatch(line ->
                        line.contains(base64("\0alice@example.com\0hunter2").substring(0, 12)))
                .noneMatch(line -> line.contains(base64("hunter2").substring(0, 8)));
    }

    private static final SmtpFixture FIXTURE = new SmtpFixture();

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " AUTH PLAIN <b64>",
                "AUTH\tPLAIN\t<b64>",
                "AUTH  PLAIN  <b64>",
                "AUTH PLAIN <b64> more",
                "auth plain <b64>",
                "AUTHPLAIN <b64>",
                "AUTH=PLAIN <b64>",
                "AUTH hunter2",
                "AUTH hunter2 <b64>",
                "AUTH",
                "PASS hunter2",
                "USER alice PASS hunter2",
                "LOGIN alice hunter2",
                "<b64>",
                "<p64>",
                "hunter2",
                "EHLO x AUTH hunter2",
                "NOOP hunter2",
                "VRFY hunter2",
                "EXPN hunter2",
                "HELP hunter2",
                "RSET hunter2",
                "QUIT hunter2",
                "DATA hunter2",
                "STARTTLS hunter2",
                "BDAT hunter2",
                "MAIL FROM:<alice@example.com> PASS=hunter2",
                "MAIL FROM:<alice@example.com> AUTH=hunter2",
                "MAIL FROM:<alice@example.com> SIZE=hunter2",
                "MAIL hunter2",
                "RCPT TO:<alice hunter2>",
                "RCPT TO:<alice@example.com> hunter2",
                "AUTH PLAIN\r\n*\r\n<b64>",
                "AUTH PLAIN\r\n<b64>\r\n<b64>",
                "AUTH PLAIN\r\nhunter2!",
                "AUTH LOGIN\r\n<n64>\r\n<p64>",
                "AUTH LOGIN\r\n<p64>\r\n<n64>",
                "AUTH LOGIN <n64>\r\n<p64>\r\n<p64>",
                "AUTH LOGIN\r\n*\r\n<n64>\r\n<p64>",
                "AUTH PLAIN <b64>\r\nAUTH PLAIN <b64>\r\n<b64>",
                "NOOP\rAUTH PLAIN <b64>",
                "NOOP\nAUTH PLAIN <b64>",
                "AUTH PLAIN \0<b64>",
                "AUTH PLAIN <b64><long>",
                "PASS hunter2<long>"
            })
    void clientLine_isLoggedWithoutItsSecret(String lines) throws Exception {
        try (LogCapture log = new LogCapture()) {
            try (TestClient client = TestClient.connectTls(FIXTURE.submissions())) {
                converse(client, lines);
            }
            try (TestClient client = TestClient.connect(FIXTURE.mx())) {
                converse(client, lines);
            }
            hasNoSecret(log);
        }
    }

    private static void converse(TestClient client, String lines) throws Exception {
        client.send("EHLO client.example\r\n" + octets(lines) + "\r\nRSET\r\nQUIT\r\n");
        client.socket().shutdownOutput();
        client.socket().getInputStream().readAllBytes();
    }
}
