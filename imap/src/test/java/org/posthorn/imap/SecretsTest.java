package org.posthorn.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.LogCapture;

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
                client.send(octets(lines) + "\r\nDONE\r\nz LOGOUT\r\n");
                client.socket().shutdownOutput();
                client.socket().getInputStream().readAllBytes();
            }
            hasNoSecret(log);
        }
    }
}
