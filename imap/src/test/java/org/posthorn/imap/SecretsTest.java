package org.posthorn.imap;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.LogCapture;
import org.posthorn.net.Secrets;

/// What confused clients and their users say where no password should stand: nothing of it is in
/// the log, at whatever level.
@Timeout(60)
final class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN alice@example.com hunter2",
                " a LOGIN alice hunter2",
                "a  LOGIN alice hunter2",
                "a LOGIN  alice hunter2",
                "a\tLOGIN\talice\thunter2",
                "LOGIN alice hunter2",
                "login hunter2",
                "hunter2 LOGIN",
                "hunter2 LOGIN alice",
                "a LOGIN alice hunter2 more",
                "a LOGIN hunter2",
                "a LOGINalice hunter2",
                "a LOGIN \"alice\" \"hunter2",
                "a LOGIN \"alice\" \"hunter2\"x",
                "a LOGIN {5+}\r\nalice hunter2",
                "a LOGIN {5+}\r\nalice hunter2 more",
                "a LOGIN alice {7+}\r\nhunter2",
                "a LOGIN alice {7+}\r\nhunter2 hunter2",
                "a LOGIN {5}\r\nalice hunter2",
                "a LOGIN alice {7}\r\nhunter2\r\nhunter2",
                "a LOGIN {7}\r\nhunter2 {5}\r\nalice",
                "a LOGIN alice hunter2 {5+}\r\nalice",
                "a LOGIN {999999+}\r\nhunter2",
                "a AUTHENTICATE PLAIN <b64>",
                "a AUTHENTICATE  PLAIN <b64>",
                "a AUTHENTICATE\tPLAIN <b64>",
                "a AUTHENTICATE PLAIN <b64> more",
                "a AUTHENTICATE PLAIN\r\n*\r\n<b64>",
                "a AUTHENTICATE PLAIN\r\n<b64> <b64>",
                "a AUTHENTICATE PLAIN\r\n<b64>\r\n<b64>",
                "a AUTHENTICATE LOGIN\r\n<n64>\r\n<p64>\r\n<p64>",
                "a AUTHENTICATE LOGIN\r\n<p64>\r\n<n64>",
                "a AUTHENTICATE hunter2",
                "AUTHENTICATE PLAIN <b64>",
                "<b64>",
                "hunter2",
                "a NOOP hunter2",
                "a UID LOGIN alice hunter2",
                "a ID (\"password\" hunter2",
                "a PASS hunter2",
                "a LOGIN alice\rhunter2",
                "a NOOP\na LOGIN alice hunter2",
                "a LOGIN alice hunter2<long>",
                "a IDLE\r\nhunter2",
                "a CAPABILITY\r\nPASS hunter2"
            })
    void clientLine_isLoggedWithoutItsSecret(String lines) throws Exception {
        try (LogCapture log = new LogCapture()) {
            try (var server = new ImapTestServer(List.of("nobody logged in"));
                    var client = org.posthorn.net.TestClient.connect(server.port())) {
                client.send(Secrets.octets(lines) + "\r\nDONE\r\nz LOGOUT\r\n");
                client.socket().shutdownOutput();
                client.socket().getInputStream().readAllBytes();
            }
            Secrets.assertNoneIn(log);
        }
    }
}
