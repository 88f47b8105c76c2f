package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.net.TestClient;

/// What somebody else may take for the end of a message, and we do not: it refuses the message, and
/// what stands behind it is no command.
@Timeout(60)
final class SmugglingTest {
    private static final List<String> LINE_ENDS =
            List.of("", "\r", "\n", "\r\n", "\0", "\n\r", "\r\r\n", "\r\0\n", "\0\r\n", "\r\n\0");

    @Test
    void everyOtherEnd_refusesTheMessage_andEndsNothing() throws Exception {
        try (SmtpFixture fixture = new SmtpFixture();
                TestClient client = TestClient.connect(fixture.mx())) {
            client.readLine();
            say(client, "EHLO client.example");
            for (String end : ends()) {
                say(client, "MAIL FROM:<a@b.example>");
                say(client, "RCPT TO:<alice@example.com>");
                assertThat(say(client, "DATA")).startsWith("354 ");
                client.send("Subject: x\r\n\r\ntext" + end + "MAIL FROM:<evil@b.example>\r\n.\r\n");
                assertThat(client.readLine()).as(shown(end)).startsWith("550 5.6.0 ");
                assertThat(say(client, "NOOP")).as(shown(end)).startsWith("250 2.0.0 ");
            }
            assertThat(fixture.inbox("alice")).isEmpty();
        }
    }

    /// All of them have a CR, LF or NUL where it does not belong.
    private static List<String> ends() {
        List<String> ends = new ArrayList<>();
        for (String before : LINE_ENDS) {
            for (String behind : LINE_ENDS) {
                for (String dot : List.of(".", "..", ".\0", "\0.")) {
                    String end = before + dot + behind;
                    boolean strange = end.replace("\r\n", "").chars().anyMatch(c -> c < ' ');
                    boolean regular = end.contains("\r\n.\r\n");
                    if (strange && !regular) {
                        ends.add(end);
                    }
                }
            }
        }
        return ends;
    }

    private static String say(TestClient client, String line) throws Exception {
        client.send(line + "\r\n");
        String reply = client.readLine();
        while (reply.charAt(3) == '-') {
            reply = client.readLine();
        }
        return reply;
    }

    private static String shown(String octets) {
        return octets.replace("\r", "<CR>").replace("\n", "<LF>").replace("\0", "<NUL>");
    }
}
