package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.posthorn.net.LogCapture;
import org.posthorn.net.TestClient;

@Timeout(60)
final class SmtpJournalTest {
    private static final String WHO =
            "session=[0-9a-z]+ protocol=mx address=127\\.0\\.0\\.1 tls=none client=client\\.example ";

    private final SmtpFixture fixture = new SmtpFixture();
    private LogCapture log = new LogCapture();

    @BeforeEach
    void listen() {
        log.lines().clear();
    }

    @AfterEach
    void close() {
        fixture.close();
        log.close();
    }

    /// What was logged at INFO when the client had said it all.
    private List<String> lines(int port, String text) throws Exception {
        try (TestClient client = TestClient.connect(port)) {
            client.send("EHLO client.example\r\n" + text + "QUIT\r\n");
            client.socket().shutdownOutput();
            client.socket().getInputStream().readAllBytes();
        }
        fixture.stop();
        return log.lines().stream().filter(line -> line.startsWith("INFO ")).toList();
    }

    private static String message(String to) {
        return "MAIL FROM:<ada@example.org>\r\nRCPT TO:<" + to + ">\r\nDATA\r\n";
    }

    @Test
    void messageThatIsStored_isOneLine() throws Exception {
        assertThat(lines(fixture.mx(), message("team@example.com") + "Subject: x\r\n\r\n.\r\n"))
                .singleElement()
                .asString()
                .matches(
                        "INFO message accepted "
                                + WHO
                                + "id=[0-9a-z]+ size=[0-9]+ from=<ada@example.org> to=team@example.com copies=2");
    }

    @Test
    void messageThatIsRefused_isOneLineWithItsReason() throws Exception {
        assertThat(lines(fixture.mx(), message("bob@example.com") + "bare\nLF\r\n.\r\n"))
                .singleElement()
                .asString()
                .matches(
                        "INFO message refused "
                                + WHO
                                + "id=[0-9a-z]+ size=[0-9]+ from=<ada@example.org> to=bob@example.com"
                                + " reply=\"550 5\\.6\\.0 .*\"");
    }

    @Test
    void recipientThatIsRefused_isOneLineWithItsAddress() throws Exception {
        assertThat(
                        lines(
                                fixture.mx(),
                                "MAIL FROM:<ada@example.org>\r\nRCPT TO:<nobody@example.com>\r\n"))
                .singleElement()
                .asString()
                .matches(
                        "INFO command refused "
                                + WHO
                                + "command=RCPT from=<ada@example.org> to=nobody@example.com"
                                + " reply=\"550 5\\.1\\.1 .*\"");
    }

    @Test
    void connectionsOfOneNetwork_shareTheLinesOfTheirRefusals() throws Exception {
        long begun = System.nanoTime();
        int port = fixture.mx();
        for (int i = 0; i < 30; i++) {
            try (TestClient client = TestClient.connect(port)) {
                client.send("NONSENSE\r\n".repeat(10) + "QUIT\r\n");
                client.socket().shutdownOutput();
                client.socket().getInputStream().readAllBytes();
            }
        }
        fixture.stop();
        long seconds = (System.nanoTime() - begun) / 1_000_000_000 + 1;

        assertThat(log.lines().stream().filter(line -> line.contains(" refused ")).count())
                .isBetween(100L, 100L + seconds);
    }

    @Test
    void argumentThatIsNoAddress_isNotLogged() throws Exception {
        assertThat(lines(fixture.mx(), "MAIL FROM:hunter2\r\n"))
                .singleElement()
                .asString()
                .matches("INFO command refused " + WHO + "command=MAIL reply=\"501 5\\.5\\.4 .*\"");
    }

    @Test
    void loginThatIsRefused_isTheGatesLineAlone() throws Exception {
        try (TestClient client = TestClient.connectTls(fixture.submissions())) {
            client.send(
                    "EHLO client.example\r\nAUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHdyb25n\r\nQUIT\r\n");
            client.socket().getInputStream().readAllBytes();
        }
        fixture.stop();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("INFO "))
                .singleElement()
                .asString()
                .matches(
                        "INFO login refused session=[0-9a-z]+ protocol=smtp address=127\\.0\\.0\\.1"
                                + " account=alice@example\\.com");
    }

    @Test
    void refusalsOfOneSession_areBounded_andCounted() throws Exception {
        List<String> lines = lines(fixture.mx(), "RCPT TO:<x@example.com>\r\nRSET\r\n".repeat(3));
        assertThat(lines).hasSize(3);
    }

    @Test
    void floodOfRefusals_isTwentyLinesAndOneMore() throws Exception {
        String flood =
                "MAIL FROM:<ada@example.org>\r\n" + "RCPT TO:<a@elsewhere.example>\r\n".repeat(50);
        List<String> lines = lines(fixture.mx(), flood);

        assertThat(lines).hasSize(21);
        assertThat(lines.getLast()).matches("INFO more was refused " + WHO + "times=30");
    }

    @Test
    void figures_countMessagesAndRefusals() throws Exception {
        lines(fixture.mx(), message("bob@example.com") + "x\r\n.\r\nRCPT TO:<a@b.example>\r\n");

        assertThat(fixture.figure("posthorn_messages_accepted", "role", "mx")).isEqualTo(1);
        assertThat(fixture.figure("posthorn_message_recipients", "role", "mx")).isEqualTo(1);
        assertThat(fixture.figure("posthorn_smtp_refusals", "reply", "503 5.5.1")).isEqualTo(1);
        assertThat(fixture.figure("posthorn_messages_accepted_bytes", "role", "mx")).isPositive();
    }
}
