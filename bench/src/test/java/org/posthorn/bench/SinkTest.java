package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.bench.Consignment.Weather;

/// The clients of the bench speak to its sink without a server between.
final class SinkTest {
    private static final String SENDER = "s001000000@origin.example.org";
    private Sink sink;

    @BeforeEach
    void open() throws IOException {
        sink = Sink.open();
    }

    @AfterEach
    void close() throws IOException {
        sink.close();
    }

    @Test
    void messagesOfAllSizes_areCountedOnceEach() throws IOException {
        var consignment = expected(40, Weather.FAIR);
        var small = Letters.ofAbout(4096, 10);
        var large = Letters.ofAbout(700 * 1024, 2);
        try (var client = SmtpClient.connect(sink.port())) {
            for (int i = 0; i < consignment.size(); i++) {
                send(client, consignment, i, (i % 10 == 0 ? large : small).at(i));
            }
        }
        assertThat(consignment.settled()).isEqualTo(40);
        assertThat(consignment.tried()).isEqualTo(40);
        assertThat(consignment.doubled()).isZero();
        assertThat(consignment.flaws()).isEmpty();
        assertThat(consignment.untilArrived().count()).isEqualTo(40);
        assertThat(sink.connections()).isEqualTo(1);
    }

    @Test
    void secondCopy_isToldAsDoubled() throws IOException {
        var consignment = expected(1, Weather.FAIR);
        var letter = Letters.ofAbout(4096, 1).at(0);
        try (var client = SmtpClient.connect(sink.port())) {
            send(client, consignment, 0, letter);
            send(client, consignment, 0, letter);
        }
        assertThat(consignment.settled()).isEqualTo(1);
        assertThat(consignment.doubled()).isEqualTo(1);
    }

    @Test
    void otherMessageThanExpected_isAFlaw() throws IOException {
        var consignment = expected(2, Weather.FAIR);
        var letter = Letters.ofAbout(4096, 1).at(0);
        consignment.sending(0, 0, letter.octetsFromNumber());
        try (var client = SmtpClient.connect(sink.port())) {
            client.send(SENDER, address(consignment, 0), letter.numbered(consignment.number(1)));
        }
        assertThat(consignment.flaws()).hasSize(1);
    }

    @Test
    void whatIsDeferred_isAcceptedTheSecondTime() throws IOException {
        var consignment = expected(1, new Weather(100, 0));
        var letter = Letters.ofAbout(4096, 1).at(0);
        try (var first = SmtpClient.connect(sink.port())) {
            assertThatIOException()
                    .isThrownBy(() -> send(first, consignment, 0, letter))
                    .withMessageContaining("450");
        } catch (IOException _) {
            // The answer to DATA stands where the one to QUIT is expected.
        }
        assertThat(consignment.settled()).isZero();
        try (var second = SmtpClient.connect(sink.port())) {
            send(second, consignment, 0, letter);
        }
        assertThat(consignment.settled()).isEqualTo(1);
        assertThat(consignment.deferred()).isEqualTo(1);
    }

    @Test
    void refusal_settlesAndWaitsForAReport() throws IOException {
        var consignment = expected(1, new Weather(0, 100));
        try (var wire = Wire.plain(sink.port(), 1024)) {
            converse(wire, "220", "");
            converse(wire, "250", "MAIL FROM:<" + SENDER + ">\r\n");
            converse(wire, "550", "RCPT TO:<" + address(consignment, 0) + ">\r\n");
            converse(wire, "554", "DATA\r\n");
            assertThat(consignment.settled()).isEqualTo(1);
            assertThat(consignment.reports()).isZero();
            converse(wire, "250", "MAIL FROM:<> SIZE=100\r\n");
            converse(wire, "250", "RCPT TO:<" + SENDER + ">\r\n");
            converse(wire, "354", "DATA\r\n");
            converse(wire, "250", "Subject: sorry\r\n\r\n.\r\n");
        }
        assertThat(consignment.reports()).isEqualTo(1);
        assertThat(consignment.flaws()).isEmpty();
    }

    @Test
    void chunksAndWhatIsSentTogether_areUnderstood() throws IOException {
        var consignment = expected(2, Weather.FAIR);
        for (int i = 0; i < 2; i++) {
            consignment.sending(i, 0, "001000000@x>\r\n\r\nhello\r\n".length());
        }
        var first = "Subject: x\r\nMessage-ID: <001000000@x>\r\n\r\nhello\r\n";
        var second = "Subject: x\r\nMessage-ID: <001000001@x>\r\n\r\nhello\r\n";
        try (var wire = Wire.plain(sink.port(), 1024)) {
            converse(wire, "220", "");
            wire.write(
                    envelope(consignment, 0)
                            + "BDAT 10\r\n"
                            + first.substring(0, 10)
                            + "BDAT %d LAST\r\n".formatted(first.length() - 10)
                            + first.substring(10)
                            + envelope(consignment, 1)
                            + "DATA\r\n");
            for (var code : "250 250 250 250 250 250 354".split(" ", -1)) {
                converse(wire, code, "");
            }
            wire.write(second + ".\r\nQUIT\r\n");
            converse(wire, "250", "");
            converse(wire, "221", "");
        }
        assertThat(consignment.flaws()).isEmpty();
        assertThat(consignment.settled()).isEqualTo(2);
    }

    @Test
    void recipientOfNobody_isRefusedAndTold() throws IOException {
        try (var wire = Wire.plain(sink.port(), 1024)) {
            converse(wire, "220", "");
            converse(wire, "250", "MAIL FROM:<" + SENDER + ">\r\n");
            converse(wire, "550", "RCPT TO:<postmaster@sink.example.net>\r\n");
        }
        assertThat(sink.unexpected()).isEqualTo(1);
    }

    private Consignment expected(int messages, Weather weather) {
        var consignment = new Consignment(1, messages, weather);
        sink.expect(consignment);
        return consignment;
    }

    private static String address(Consignment consignment, int index) {
        return "r" + Consignment.digits(consignment.number(index)) + "@sink.example.net";
    }

    private static String envelope(Consignment consignment, int index) {
        return "MAIL FROM:<" + SENDER + ">\r\nRCPT TO:<" + address(consignment, index) + ">\r\n";
    }

    private static void send(
            SmtpClient client, Consignment consignment, int index, Letters.Letter letter)
            throws IOException {
        consignment.sending(index, System.nanoTime(), letter.octetsFromNumber());
        int number = consignment.number(index);
        client.send(SENDER, address(consignment, index), letter.numbered(number));
        consignment.taken(index);
    }

    private static void converse(Wire wire, String code, String command) throws IOException {
        wire.write(command);
        wire.nextLine();
        assertThat(wire.line()).startsWith(code);
    }
}
