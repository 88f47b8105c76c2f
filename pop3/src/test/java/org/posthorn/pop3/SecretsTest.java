package org.posthorn.pop3;

import java.util.List;
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
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASS hunter2",
                " PASS hunter2",
                "PASS\thunter2",
                "PASShunter2",
                "PASSWORD hunter2",
                "pass  hunter2",
                "USER alice PASS hunter2",
                "USER alice PASS hunter2\r\nPASS x",
                "USER alice@example.com hunter2",
                "USER hunter2\r\nPASS alice",
                "USER alice@example.com\r\nPASS hunter2",
                "USER alice@example.com\r\n hunter2",
                "USER alice@example.com\r\nhunter2",
                "USER alice@example.com\r\nPASS\r\nhunter2",
                "APOP alice hunter2",
                "AUTH PLAIN <b64>",
                "auth plain <b64>",
                "AUTH  PLAIN <b64>",
                "AUTH\tPLAIN <b64>",
                "AUTH PLAIN  <b64>",
                "AUTH LOGIN hunter2",
                "AUTH hunter2",
                "LOGIN alice hunter2",
                "<b64>",
                "hunter2",
                "AUTH PLAIN\r\n*\r\n<b64>",
                "AUTH PLAIN\r\n<b64>\r\n<b64>",
                "AUTH PLAIN\r\nhunter2",
                "CAPA hunter2",
                "STAT hunter2",
                "NOOP hunter2",
                "TOP 1 hunter2",
                "RETR hunter2",
                "QUIT hunter2",
                "STLS hunter2",
                "UTF8 hunter2",
                "USER alice\rPASS hunter2",
                "USER alice\nPASS hunter2",
                "PASS hunter2<long>",
                "USER hunter2<long>"
            })
    void clientLine_isLoggedWithoutItsSecret(String lines) throws Exception {
        try (LogCapture log = new LogCapture()) {
            try (var server = new Pop3TestServer(List.of());
                    TestClient client = TestClient.connect(server.port())) {
                client.send(Secrets.octets(lines) + "\r\nRSET\r\nQUIT\r\n");
                client.socket().shutdownOutput();
                client.socket().getInputStream().readAllBytes();
            }
            Secrets.assertNoneIn(log);
        }
    }
}
