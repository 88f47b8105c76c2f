package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderFieldsTest {
    private static final String HEADER =
            MessageParserTest.crlf(
                    """
                    From someone Mon
                    Subject : one
                     two
                    X-Subject: three
                    Subject:
                    \tfour
                    To: a@b

                    """);

    private static String select(HeaderFields fields, String header) {
        byte[] octets = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] selected = fields.select(octets);
        var copied = new ByteArrayOutputStream();
        try {
            fields.copy(new ByteArrayInputStream(octets), copied);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(copied.toByteArray()).isEqualTo(selected);
        return new String(selected, StandardCharsets.ISO_8859_1);
    }

    @Test
    void namedFields_keepTheirOctetsAndTheBlankLine() {
        assertThat(select(HeaderFields.only(List.of("SUBJECT", "Bcc")), HEADER))
                .isEqualTo(
                        MessageParserTest.crlf(
                                """
                                Subject : one
                                 two
                                Subject:
                                \tfour

                                """));
    }

    @Test
    void otherFields_areAllElse() {
        assertThat(select(HeaderFields.except(List.of("subject")), HEADER))
                .isEqualTo(
                        MessageParserTest.crlf(
                                """
                                From someone Mon
                                X-Subject: three
                                To: a@b

                                """));
    }

    @Test
    void noNames_leaveTheBlankLine() {
        assertThat(select(HeaderFields.only(List.of()), HEADER)).isEqualTo("\r\n");
        assertThat(select(HeaderFields.except(List.of()), HEADER)).isEqualTo(HEADER);
    }

    @Test
    void headerWithoutBlankLine_getsNone() {
        assertThat(select(HeaderFields.only(List.of("a")), "A: b\r\nC: d")).isEqualTo("A: b\r\n");
        assertThat(select(HeaderFields.only(List.of("c")), "A: b\r\nC: d")).isEqualTo("C: d");
    }

    @Test
    void lineLongerThanAnyBuffer_isChosenWhole() {
        String field = "A: " + "x".repeat(100_000) + "\r\n";
        assertThat(select(HeaderFields.only(List.of("a")), "B: c\r\n" + field + "C: d\r\n\r\n"))
                .isEqualTo(field + "\r\n");
    }
}
