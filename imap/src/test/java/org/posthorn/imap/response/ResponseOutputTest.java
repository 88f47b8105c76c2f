package org.posthorn.imap.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResponseOutputTest {

    private static String string(String octets) throws IOException {
        return Wire.form(out -> out.string(octets));
    }

    @Test
    void string_isQuotedWhereItMayBe() throws IOException {
        assertThat(string("")).isEqualTo("\"\"");
        assertThat(string("a b")).isEqualTo("\"a b\"");
        assertThat(string("say \"a\\b\"")).isEqualTo("\"say \\\"a\\\\b\\\"\"");
        assertThat(string("\t")).isEqualTo("\"\t\"");
    }

    @Test
    void string_thatCannotBeQuoted_isALiteral() throws IOException {
        assertThat(string("a\r\nb")).isEqualTo("{4}\r\na\r\nb");
        assertThat(string("\u00fc")).isEqualTo("{1}\r\n\u00fc");
        assertThat(string("\"\u00fc")).isEqualTo("{2}\r\n\"\u00fc");
        assertThat(string("a\0")).isEqualTo("{2}\r\na?");
        assertThat(string("x".repeat(1001))).isEqualTo("{1001}\r\n" + "x".repeat(1001));
    }

    @Test
    void nothing_isNil() throws IOException {
        assertThat(Wire.form(out -> out.nstring(null))).isEqualTo("NIL");
        assertThat(Wire.form(out -> out.nstring("NIL"))).isEqualTo("\"NIL\"");
    }

    @Test
    void unicode_isQuotedForWhoReadsIt() throws IOException {
        assertThat(Wire.form(out -> out.unicode("grün", true))).isEqualTo(Wire.utf8("\"grün\""));
        assertThat(Wire.form(out -> out.unicode("grün", false)))
                .isEqualTo(Wire.utf8("{5}\r\ngrün"));
        assertThat(Wire.form(out -> out.unicode("a\nb", true))).isEqualTo("{3}\r\na\nb");
    }

    @Test
    void numbers_haveNoLimit() throws IOException {
        assertThat(
                        Wire.form(out ->
                                out.number(0).space().number(10).space().number(Long.MAX_VALUE)))
                .isEqualTo("0 10 9223372036854775807");
        assertThatThrownBy(() -> Wire.form(out -> out.number(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbers_areWhatJavaWrites() throws IOException {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong() >>> (1 + random.nextInt(62));
            assertThat(Wire.form(out -> out.number(number))).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void octetsOfAnyAmount_comeInOrder() throws IOException {
        var random = new Random(5);
        var expected = new StringBuilder();
        var octets = new ByteArrayOutputStream();
        var out = new ResponseOutput(octets);
        for (int i = 0; i < 3000; i++) {
            String text = String.valueOf((char) ('a' + i % 26)).repeat(random.nextInt(40));
            switch (random.nextInt(6)) {
                case 0 -> {
                    out.ascii(text.repeat(100));
                    expected.append(text.repeat(100));
                }
                case 1 -> {
                    out.octets(text.repeat(90).getBytes(StandardCharsets.US_ASCII));
                    expected.append(text.repeat(90));
                }
                case 2 -> {
                    out.string(text);
                    expected.append('"').append(text).append('"');
                }
                case 3 -> {
                    out.drained().write(text.getBytes(StandardCharsets.US_ASCII));
                    expected.append(text);
                }
                case 4 -> {
                    out.flush();
                    out.octet('#').digits(i, 6).endOfLine();
                    expected.append(String.format(Locale.ROOT, "#%06d\r\n", i));
                }
                default -> {
                    out.string(text + '\\');
                    expected.append('"').append(text).append("\\\\\"");
                }
            }
        }
        out.flush();
        assertThat(octets.toString(StandardCharsets.ISO_8859_1)).hasToString(expected.toString());
    }
}
