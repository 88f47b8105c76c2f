package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.TestClient;

@Timeout(60)
final class SmtpServerTest {
    private final SmtpFixture fixture = new SmtpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void message_isStoredWithItsTrace() throws Exception {
        try (TestClient client = greeted(fixture.mx())) {
            transact(client, "<a@b.example>", List.of("<Bob@example.com>"));
            message(
                    client,
                    "Return-Path: <forged@b.example>\r\n\tfolded\r\nSubject: x\r\n\r\ntext\r\n");
            assertThat(client.readLine()).startsWith("250 2.6.0 ");
        }
        assertThat(fixture.inbox("bob"))
                .singleElement()
                .asString()
                .matches(
                        """
                        Return-Path: <a@b.example>
                        Delivered-To: bob@example.com
                        Received: from client.example \\(\\[127.0.0.1]\\)
                        \tby mx.example.com with ESMTP id [0-9a-z]+
                        \tfor <bob@example.com>;
                        \t[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} [+-][0-9]{4}
                        Subject: x

                        text
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void messageOverTls_namesTheCipherAndTheLogin() throws Exception {
        try (TestClient client = TestClient.connectTls(fixture.submissions())) {
            client.readLine();
            hello(client, "EHLO client.example");
            client.send("AUTH PLAIN " + SmtpFixture.plain("alice@example.com") + "\r\n");
            assertThat(client.readLine()).startsWith("235 ");
            transact(client, "<>", List.of("<bob@example.com>"));
            message(client, "Subject: x\r\n\r\n");
            assertThat(client.readLine()).startsWith("250 ");
        }
        assertThat(fixture.inbox("bob"))
                .singleElement()
                .asString()
                .startsWith("Return-Path: <>\r\n")
                .containsPattern("with ESMTPSA tls TLS_[A-Z0-9_]+ id ");
    }

    @Test
    void severalRecipients_getOneCopyEachAndDoNotSeeEachOther() throws Exception {
        try (TestClient client = greeted(fixture.mx())) {
            transact(
                    client,
                    "<a@b.example>",
                    List.of("<al@example.com>", "<team@example.com>", "<alice@example.com>"));
            message(client, "\r\n");
            assertThat(client.readLine()).startsWith("250 ");
        }
        assertThat(fixture.inbox("alice"))
                .singleElement()
                .asString()
                .contains("Delivered-To: alice@example.com\r\n")
                .doesNotContain("for <");
        assertThat(fixture.inbox("bob")).hasSize(1);
    }

    /// Each ends a message for one server or another, and none does here.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\r",
                "\r\n.\r\r\n",
                "\r\r\n.\n",
                "\n.\r",
                "\r.\n",
                "\n\n.\r\n",
                "\r\n.\n\r\n",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n",
                "\r\r\n.\r\n"
            })
    void smuggledEnd_endsNothingAndRefusesTheMessage(String end) throws Exception {
        try (TestClient client = greeted(fixture.mx())) {
            transact(client, "<a@b.example>", List.of("<bob@example.com>"));
            String ends = end.endsWith("\r\n.\r\n") ? "" : "\r\n.\r\n";
            message(
                    client,
                    "Subject: x\r\n\r\ntext"
                            + end
                            + (ends.isEmpty() ? "" : "MAIL FROM:<evil@b.example>\r\nDATA"),
                    ends);
            assertThat(client.readLine()).startsWith("550 5.6.0 ");
            client.send("NOOP\r\n");
            assertThat(client.readLine()).startsWith("250 2.0.0 ");
        }
        assertThat(fixture.inbox("bob")).isEmpty();
    }

    @Test
    void message_cutAnywhere_isTheSame() throws Exception {
        String text = "Received: a\r\nReturn-path: b\r\nSubject: c\r\n\r\n..dot\r\n...\r\n.\r\n";
        int port = fixture.mx();
        try (TestClient client = greeted(port)) {
            for (int cut = 1; cut < text.length(); cut++) {
                transact(client, "<a@b.example>", List.of("<bob@example.com>"));
                client.send("DATA\r\n");
                assertThat(client.readLine()).startsWith("354");
                client.send(text.substring(0, cut));
                Thread.onSpinWait();
                client.send(text.substring(cut));
                assertThat(client.readLine()).startsWith("250 ");
            }
        }
        assertThat(fixture.inbox("bob"))
                .hasSize(text.length() - 1)
                .allMatch(each ->
                        each.endsWith("\r\nReceived: a\r\nSubject: c\r\n\r\n.dot\r\n..\r\n"));
    }

    @Test
    void disconnectInsideAMessage_storesNothing() throws Exception {
        int port = fixture.mx();
        try (TestClient client = greeted(port)) {
            transact(client, "<a@b.example>", List.of("<bob@example.com>"));
            client.send("DATA\r\n");
            client.readLine();
            client.send("Subject: half\r\n\r\ntext\r\n.\r");
        }
        fixture.stop();
        assertThat(fixture.inbox("bob")).isEmpty();
    }

    @Test
    void silentClient_isToldSo() throws Exception {
        SmtpSettings settings =
                new SmtpSettings(
                        "mx.example.com",
                        1 << 20,
                        5,
                        5,
                        3,
                        10,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1),
                        SubmissionSettings.DEFAULT);
        try (SmtpFixture impatient = new SmtpFixture(settings);
                TestClient client = greeted(impatient.mx())) {
            transact(client, "<a@b.example>", List.of("<bob@example.com>"));
            client.send("DATA\r\n");
            client.readLine();
            client.send("half a message");
            assertThat(client.readLine()).startsWith("421 4.4.2 ");
            assertThat(client.isAtEnd()).isTrue();
            assertThat(impatient.inbox("bob")).isEmpty();
        }
    }

    @Test
    void clientThatNeverBeginsAMessage_isToldSo() throws Exception {
        SmtpSettings settings =
                new SmtpSettings(
                        "mx.example.com",
                        1 << 20,
                        5,
                        5,
                        3,
                        10,
                        Duration.ofMillis(300),
                        Duration.ofMinutes(1),
                        SubmissionSettings.DEFAULT);
        try (SmtpFixture impatient = new SmtpFixture(settings);
                TestClient client = greeted(impatient.mx())) {
            assertThat(answerAtLast(client, "NOOP", "250 "))
                    .isEqualTo("421 4.4.2 you did not begin a message in time");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void clientThatHasHadItsMessageTaken_mayNotStayForEver() throws Exception {
        SmtpSettings settings =
                new SmtpSettings(
                        "mx.example.com",
                        1 << 20,
                        5,
                        5,
                        3,
                        10,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        SubmissionSettings.DEFAULT);
        try (SmtpFixture impatient = new SmtpFixture(settings);
                TestClient client = greeted(impatient.mx())) {
            transact(client, "<a@b.example>", List.of("<bob@example.com>"));
            message(client, "Subject: x\r\n\r\n");
            assertThat(client.readLine()).startsWith("250 ");
            assertThat(answerAtLast(client, "NOOP", "250 ")).startsWith("421 4.4.2 ");
        }
    }

    @Test
    void clientThatNeverLogsIn_isToldSo_evenBehindTls() throws Exception {
        SmtpSettings settings =
                new SmtpSettings(
                        "mx.example.com",
                        1 << 20,
                        5,
                        5,
                        3,
                        10,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        SubmissionSettings.DEFAULT);
        try (SmtpFixture impatient = new SmtpFixture(settings);
                TestClient client = TestClient.connectTls(impatient.submissions())) {
            client.readLine();
            assertThat(answerAtLast(client, "NOOP", "250 "))
                    .isEqualTo("421 4.4.2 you did not log in in time");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void clientForWhomThereIsNoRoom_isToldSo() throws Exception {
        int port = fixture.narrowMx();
        try (TestClient first = greeted(port);
                TestClient second = TestClient.connect(port)) {
            assertThat(second.readLine())
                    .isEqualTo("421 4.7.0 too many connections; come back later");
            assertThat(second.isAtEnd()).isTrue();
            first.send("NOOP\r\n");
            assertThat(first.readLine()).startsWith("250 ");
        }
    }

    /// Says the same until the answer is another.
    private static String answerAtLast(TestClient client, String line, String usual)
            throws IOException {
        String answer;
        do {
            client.send(line + "\r\n");
            answer = client.readLine();
        } while (answer.startsWith(usual));
        return answer;
    }

    @Test
    void pipelinedReplies_comeTogether() throws Exception {
        try (TestClient client = greeted(fixture.mx())) {
            client.send("NOOP\r\n".repeat(50));
            byte[] replies = new byte[50 * "250 2.0.0 OK\r\n".length()];
            int count = client.socket().getInputStream().read(replies);
            assertThat(count).isGreaterThan(replies.length / 4);
        }
    }

    private static TestClient greeted(int port) throws IOException {
        TestClient client = TestClient.connect(port);
        client.readLine();
        hello(client, "EHLO client.example");
        return client;
    }

    private static void hello(TestClient client, String hello) throws IOException {
        client.send(hello + "\r\n");
        String line = client.readLine();
        while (line.charAt(3) == '-') {
            line = client.readLine();
        }
    }

    private static void transact(TestClient client, String sender, List<String> recipients)
            throws IOException {
        client.send("MAIL FROM:" + sender + "\r\n");
        assertThat(client.readLine()).startsWith("250 ");
        for (String recipient : recipients) {
            client.send("RCPT TO:" + recipient + "\r\n");
            assertThat(client.readLine()).startsWith("250 ");
        }
    }

    private static void message(TestClient client, String text) throws IOException {
        message(client, text, ".\r\n");
    }

    private static void message(TestClient client, String text, String end) throws IOException {
        client.send("DATA\r\n");
        assertThat(client.readLine()).startsWith("354 ");
        client.send(text + end);
    }
}
