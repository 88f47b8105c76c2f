package org.posthorn.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageOutputTest {
    private static String written(String message, long bodyLines, int step) throws IOException {
        var out = new ByteArrayOutputStream();
        var output = new MessageOutput(out, bodyLines);
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length; at += step) {
            output.write(octets, at, Math.min(step, octets.length - at));
        }
        output.finish();
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String all(String message) throws IOException {
        return written(message, Pop3Reply.Message.ALL, 1000);
    }

    /// What a client does with a multi-line response (RFC 1939 section 3).
    private static String read(String response) {
        assertThat(response).endsWith("\r\n.\r\n");
        String lines = response.substring(0, response.length() - 3);
        return (lines.startsWith(".") ? lines.substring(1) : lines).replace("\r\n.", "\r\n");
    }

    @Test
    void dotsAtTheStartOfLines_areDoubled() throws IOException {
        assertThat(all(".\r\n..\r\nx.\r\n")).isEqualTo("..\r\n...\r\nx.\r\n.\r\n");
    }

    @Test
    void lastLineWithoutItsEnd_isCompleted() throws IOException {
        assertThat(all("a\r\nb")).isEqualTo("a\r\nb\r\n.\r\n");
        assertThat(all("a\r\nb\r")).isEqualTo("a\r\nb\r\r\n.\r\n");
        assertThat(all("")).isEqualTo(".\r\n");
    }

    @Test
    void bareLineFeedOrReturn_startsNoLine() throws IOException {
        assertThat(all("a\n.b\r.c\r\n")).isEqualTo("a\n.b\r.c\r\n.\r\n");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, '1'", "2, '12'", "3, '123'", "9, '123'"})
    void top_endsBehindTheWantedLines(long lines, String body) throws IOException {
        String wanted = body.replaceAll("(.)", "$1\r\n");
        for (int step : new int[] {1, 2, 7, 100}) {
            assertThat(written("A: b\r\n\r\n1\r\n2\r\n3\r\n", lines, step))
                    .isEqualTo("A: b\r\n\r\n" + wanted + ".\r\n");
        }
    }

    @Test
    void anyOctets_inAnySteps_comeBackAsTheyWere() throws IOException {
        var random = new Random(1939);
        String alphabet = "\r\n\r\n..ab\0";
        for (int round = 0; round < 5000; round++) {
            var message = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                message.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            message.append("\r\n");
            String response =
                    written(message.toString(), Pop3Reply.Message.ALL, 1 + random.nextInt(9));
            assertThat(read(response)).isEqualTo(message.toString());
        }
    }
}
