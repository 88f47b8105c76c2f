package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.TestClient;

/// What becomes of the header of a message that somebody submits who has logged in.
final class SubmissionTest {
    private final SmtpFixture fixture = new SmtpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /// @return the reply to the message
    private String submit(String text, String end) throws IOException {
        try (TestClient client = TestClient.connectTls(fixture.submissions())) {
            client.readLine();
            client.send("EHLO client.example\r\n");
            while (client.readLine().charAt(3) == '-') {
                // What is offered.
            }
            for (String command :
                    List.of(
                            "AUTH PLAIN " + SmtpFixture.plain("alice@example.com"),
                            "MAIL FROM:<alice@example.com>",
                            "RCPT TO:<bob@example.com>",
                            "DATA")) {
                client.send(command + "\r\n");
                assertThat(client.readLine()).matches("(235|250|354) .*");
            }
            client.send(text + end);
            return client.readLine();
        }
    }

    private String submitted(String text) throws IOException {
        assertThat(submit(text, ".\r\n")).startsWith("250 ");
        return fixture.inbox("bob").getFirst();
    }

    @Test
    void whatIsMissing_isAdded_behindTheOtherFields() throws Exception {
        assertThat(submitted("Subject: x\r\n\r\ntext\r\n"))
                .containsPattern(
                        """
                        Subject: x\r
                        Date: [A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} [+-][0-9]{4}\r
                        From: <alice@example.com>\r
                        Message-ID: <[0-9a-z]+@mx.example.com>\r
                        \r
                        text\r
                        $\
                        """);
    }

    @Test
    void whatIsThere_isLeft() throws Exception {
        String header =
                """
                Date: Thu, 26 Nov 2026 10:00:00 +0000\r
                fRoM : Alice <al@example.com>\r
                Message-ID: <1@client.example>\r
                """;
        assertThat(submitted(header + "\r\ntext\r\n")).endsWith(header + "\r\ntext\r\n");
    }

    @Test
    void headerWithoutABody_isCompletedToo() throws Exception {
        assertThat(submitted("Subject: x\r\n"))
                .containsPattern("Subject: x\r\nDate: .*\r\nFrom: .*\r\nMessage-ID: .*\r\n$");
    }

    @Test
    void emptyMessage_hasWhatEachHas() throws Exception {
        assertThat(submitted(""))
                .containsPattern("\r\nDate: .*\r\nFrom: .*\r\nMessage-ID: .*\r\n$");
    }

    @Test
    void blindCopies_andWhoClaimsToSend_areNobodysBusiness() throws Exception {
        String text =
                """
                Bcc: carol@example.com,\r
                \tdave@example.com\r
                To: bob@example.com\r
                BCC : carol@example.com\r
                Resent-Bcc: carol@example.com\r
                Sender: ceo@example.com\r
                Subject: Bcc: none\r
                \r
                Bcc: of the text\r
                """;
        assertThat(submitted(text))
                .doesNotContainIgnoringCase("carol", "dave", "ceo", "127.0.0.1")
                .contains("To: bob@example.com\r\nSubject: Bcc: none\r\n")
                .endsWith("\r\n\r\nBcc: of the text\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.com",
                "Al <AL@example.com>, alice@EXAMPLE.com",
                "\"alice\"@example.com",
                "team@example.com"
            })
    void fromThatIsHers_isTaken(String from) throws Exception {
        assertThat(submitted("From: " + from + "\r\n\r\n")).contains("From: " + from + "\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: bob@example.com | 5.7.1",
                "From: alice@example.com, bob@example.com | 5.7.1",
                "From: \"alice@example.com\" <ceo@other.example> | 5.7.1",
                "From: ours: alice@example.com; | 5.7.1",
                "From: | 5.7.1",
                "From: undisclosed | 5.7.1",
                "From : ceo@other.example | 5.7.1"
            })
    void fromOfSomebodyElse_isRefused(String field, String code) throws Exception {
        assertThat(submit(field + "\r\nSubject: x\r\n\r\ntext\r\n", ".\r\n"))
                .startsWith("550 " + code);
        assertThat(fixture.inbox("bob")).isEmpty();
    }

    @Test
    void secondFrom_isRefused_howeverItIsWritten() throws Exception {
        for (String second : List.of("From:", "FROM :", "from" + " ".repeat(500) + ":")) {
            assertThat(
                            submit(
                                    "From: alice@example.com\r\n"
                                            + second
                                            + " ceo@other.example\r\n\r\ntext\r\n",
                                    ".\r\n"))
                    .startsWith("550 5.6.0");
        }
        assertThat(fixture.inbox("bob")).isEmpty();
    }

    /// Nobody who comes from elsewhere has that done to a message.
    @Test
    void mailFromElsewhere_isLeftAsItIs() throws Exception {
        String text = "Bcc: carol@example.com\r\nSender: x@b.example\r\nSubject: x\r\n\r\ntext\r\n";
        try (TestClient client = TestClient.connect(fixture.mx())) {
            client.readLine();
            for (String command :
                    List.of(
                            "HELO client.example",
                            "MAIL FROM:<a@b.example>",
                            "RCPT TO:<bob@example.com>",
                            "DATA")) {
                client.send(command + "\r\n");
                assertThat(client.readLine()).matches("(250|354) .*");
            }
            client.send(text + ".\r\n");
            assertThat(client.readLine()).startsWith("250 ");
        }
        assertThat(fixture.inbox("bob").getFirst()).endsWith(text);
    }
}
