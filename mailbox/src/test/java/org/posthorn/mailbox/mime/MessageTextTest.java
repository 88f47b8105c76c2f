package org.posthorn.mailbox.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTextTest {
    static Stream<Arguments> headers() {
        return Stream.of(
                // RFC 2047 section 8.
                arguments("=?ISO-8859-1?Q?a?=", "a"),
                arguments("=?ISO-8859-1?Q?a?= b", "a b"),
                arguments("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
                arguments("=?ISO-8859-1?Q?a?=  \r\n   =?ISO-8859-1?Q?b?=", "ab"),
                arguments("=?ISO-8859-1?Q?a_b?=", "a b"),
                arguments("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"),
                arguments(
                        "=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>",
                        "Keith Moore <moore@cs.utk.edu>"),
                arguments("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld Jørn Simonsen"),
                arguments(
                        "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
                        "If you can read this you understand the example."),
                arguments("=?utf-8*en?q?a?= x =?utf-8?B??=", "a x "),
                // A character of two octets cut in two.
                arguments("=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", "ä"),
                arguments("x=?utf-8?Q?=C3=A4?=y", "xäy"),
                arguments("=?gb2312?B?xOO6ww==?=", "你好"),
                arguments("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
                arguments("=?x-none?Q?=C3=A4=FC?=", "äü"),
                arguments("\u00c3\u00a4 \u00fc \u0080", "ä ü €"),
                arguments("=?utf-8?Q?a", "=?utf-8?Q?a"),
                arguments("=?utf-8?X?a?= =? =?? =???=", "=?utf-8?X?a?= =? =?? =???="),
                arguments("", ""));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void header_isDecodedTo(String octets, String expected) {
        assertThat(MessageText.ofHeader(octets)).isEqualTo(expected);
    }

    private static String read(byte[] content, String contentType, String encoding)
            throws IOException {
        PartHeader header =
                MessageParserTest.parse(
                                "Content-Type: "
                                        + contentType
                                        + "\r\nContent-Transfer-Encoding: "
                                        + encoding
                                        + "\r\n\r\n")
                        .root()
                        .header();
        var text = new StringWriter();
        try (var reader = MessageText.reader(new ByteArrayInputStream(content), header)) {
            reader.transferTo(text);
        }
        return text.toString();
    }

    @Test
    void part_isReadInItsCharset() throws IOException {
        String text = "Grüße, €: мир";
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8", "8bit"))
                .isEqualTo(text);
        assertThat(
                        read(
                                text.getBytes(StandardCharsets.UTF_16),
                                "text/plain; charset=utf-16",
                                "8bit"))
                .isEqualTo(text);
        assertThat(
                        read(
                                "мир".getBytes(Charset.forName("koi8-r")),
                                "text/plain; charset=\"KOI8-R\"",
                                "8bit"))
                .isEqualTo("мир");
        assertThat(
                        read(
                                "w6Q=".getBytes(StandardCharsets.US_ASCII),
                                "text/html; charset=UTF-8",
                                "base64"))
                .isEqualTo("ä");
        assertThat(read(new byte[] {(byte) 0x80}, "text/plain; charset=iso-8859-1", "8bit"))
                .isEqualTo("€");
    }

    @Test
    void unlabelledOrUnknown_isUtf8OrWindows1252() throws IOException {
        byte[] mixed = {
            (byte) 0xC3,
            (byte) 0xA4,
            ' ',
            (byte) 0xE4,
            (byte) 0xF0,
            (byte) 0x9F,
            (byte) 0x98,
            (byte) 0x80
        };
        for (String label : List.of("x-nonsense", "us-ascii", "\"?\"", "utf-8", "\"\"")) {
            assertThat(read(mixed, "text/plain; charset=" + label, "8bit")).isEqualTo("ä ä😀");
        }
        assertThat(read(mixed, "text/plain", "x-unknown")).isEqualTo("ä ä😀");
    }

    @Test
    void characterCutOffAtTheEnd_isLeftOut() throws IOException {
        assertThat(
                        read(
                                new byte[] {'a', (byte) 0xF0, (byte) 0x9F, (byte) 0x98},
                                "text/plain",
                                "8bit"))
                .isEqualTo("a");
    }

    @Test
    void validUtf8_isReadAsTheJdkReadsIt() throws IOException {
        var random = new Random(8);
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(3000); n > 0; n--) {
                int c = random.nextInt(random.nextBoolean() ? 0x500 : 0x11_0000);
                text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '?' : c);
            }
            byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(read(octets, "text/plain", "8bit")).isEqualTo(text.toString());
            assertThat(LenientUtf8Reader.decode(octets)).isEqualTo(text.toString());
        }
    }

    @Test
    void everyJavaCharset_isReadWithoutException() throws IOException {
        var octets = new byte[500];
        new Random(9).nextBytes(octets);
        for (String name : Charset.availableCharsets().keySet()) {
            assertThat(read(octets, "text/plain; charset=" + name, "8bit")).as(name).isNotNull();
        }
    }
}
