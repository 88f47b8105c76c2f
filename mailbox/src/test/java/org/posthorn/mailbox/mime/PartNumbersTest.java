package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.mime.BodyPart.SectionText;

/// The example of RFC 9051 section 6.4.5.1.
class PartNumbersTest {
    private static final String MESSAGE =
            MessageParserTest.crlf(
                    """
                    Subject: all
                    Content-Type: multipart/mixed; boundary=m

                    --m

                    [1]
                    --m
                    Content-Type: application/octet-stream

                    [2]
                    --m
                    Content-Type: message/rfc822
                    X-Part: 3

                    Subject: three
                    Content-Type: multipart/mixed; boundary=n

                    --n
                    X-Part: 3.1

                    [3.1]
                    --n
                    Content-Type: application/octet-stream

                    [3.2]
                    --n--
                    --m
                    Content-Type: multipart/mixed; boundary=o

                    --o
                    Content-Type: image/gif

                    [4.1]
                    --o
                    Content-Type: message/rfc822
                    X-Part: 4.2

                    Subject: four
                    Content-Type: multipart/mixed; boundary=p

                    --p

                    [4.2.1]
                    --p
                    Content-Type: multipart/alternative; boundary=q

                    --q

                    [4.2.2.1]
                    --q
                    Content-Type: text/richtext

                    [4.2.2.2]
                    --q--
                    --p--
                    --o--
                    --m--
                    """);

    private static List<Integer> numbers(String dotted) {
        var numbers = new ArrayList<Integer>();
        for (String number : dotted.split("\\.", -1)) {
            if (!number.isEmpty()) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }

    private static String section(String message, String numbers, SectionText text)
            throws IOException {
        return MessageParserTest.parse(message)
                .root()
                .section(numbers(numbers), text)
                .map(range -> message.substring((int) range.start(), (int) range.end()))
                .orElse("none");
    }

    @Test
    void leaves_haveTheirContent() throws IOException {
        for (String number :
                List.of("1", "2", "3.1", "3.2", "4.1", "4.2.1", "4.2.2.1", "4.2.2.2")) {
            assertThat(section(MESSAGE, number, SectionText.CONTENT)).isEqualTo("[" + number + "]");
            assertThat(section(MESSAGE, number, SectionText.HEADER)).isEqualTo("none");
            assertThat(section(MESSAGE, number, SectionText.TEXT)).isEqualTo("none");
        }
    }

    @Test
    void message_hasHeaderAndTextButNoMime() throws IOException {
        assertThat(section(MESSAGE, "", SectionText.CONTENT)).isEqualTo(MESSAGE);
        String header = section(MESSAGE, "", SectionText.HEADER);
        assertThat(header).startsWith("Subject: all").endsWith("boundary=m\r\n\r\n");
        assertThat(header + section(MESSAGE, "", SectionText.TEXT)).isEqualTo(MESSAGE);
        assertThat(section(MESSAGE, "", SectionText.MIME)).isEqualTo("none");
    }

    @Test
    void embeddedMessage_hasHeaderTextAndMime() throws IOException {
        String header = section(MESSAGE, "3", SectionText.HEADER);
        assertThat(header).startsWith("Subject: three").endsWith("boundary=n\r\n\r\n");
        assertThat(header + section(MESSAGE, "3", SectionText.TEXT))
                .isEqualTo(section(MESSAGE, "3", SectionText.CONTENT));
        assertThat(section(MESSAGE, "3", SectionText.MIME))
                .isEqualTo("Content-Type: message/rfc822\r\nX-Part: 3\r\n\r\n");
        assertThat(section(MESSAGE, "3.1", SectionText.MIME)).isEqualTo("X-Part: 3.1\r\n\r\n");
        assertThat(section(MESSAGE, "4.2", SectionText.HEADER)).startsWith("Subject: four");
        assertThat(section(MESSAGE, "4.2", SectionText.MIME)).endsWith("X-Part: 4.2\r\n\r\n");
        assertThat(section(MESSAGE, "4.2.2", SectionText.MIME)).contains("boundary=q");
    }

    @Test
    void numbersThatLeadNowhere_findNothing() throws IOException {
        for (String number :
                List.of("0", "5", "1.1", "3.3", "3.1.1", "4.2.2.3", "4.3", "4.1.1", "2147483647")) {
            assertThat(section(MESSAGE, number, SectionText.CONTENT)).as(number).isEqualTo("none");
        }
    }

    @Test
    void messageThatIsNoMultipart_hasPartOne() throws IOException {
        String message = "Subject: x\r\n\r\nbody\r\n";
        assertThat(section(message, "1", SectionText.CONTENT)).isEqualTo("body\r\n");
        assertThat(section(message, "1", SectionText.MIME)).isEqualTo("Subject: x\r\n\r\n");
        assertThat(section(message, "1.1", SectionText.CONTENT)).isEqualTo("none");
        assertThat(section(message, "2", SectionText.CONTENT)).isEqualTo("none");
    }

    @Test
    void messageThatIsAnEmbeddedOne_hasItAsPartOne() throws IOException {
        String message = "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nbody\r\n";
        assertThat(section(message, "1", SectionText.CONTENT))
                .isEqualTo("Subject: x\r\n\r\nbody\r\n");
        assertThat(section(message, "1", SectionText.HEADER)).isEqualTo("Subject: x\r\n\r\n");
        assertThat(section(message, "1.1", SectionText.CONTENT)).isEqualTo("body\r\n");
        assertThat(section(message, "1.2", SectionText.CONTENT)).isEqualTo("none");
    }
}
