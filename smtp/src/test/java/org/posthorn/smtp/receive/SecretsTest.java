package org.posthorn.smtp.receive;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.LogCapture;
import org.posthorn.net.Secrets;
import org.posthorn.net.TestClient;

/// What confused clients and their users say where no password should stand: nothing of it is in
/// the log, at whatever level.
@Timeout(60)
final class SecretsTest {
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
            Secrets.assertNoneIn(log);
        }
    }

    private static void converse(TestClient client, String lines) throws Exception {
        client.send("EHLO client.example\r\n" + Secrets.octets(lines) + "\r\nRSET\r\nQUIT\r\n");
        client.socket().shutdownOutput();
        client.socket().getInputStream().readAllBytes();
    }
}
