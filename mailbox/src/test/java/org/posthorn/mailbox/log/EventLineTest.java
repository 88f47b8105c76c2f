package org.posthorn.mailbox.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLineTest {
    @Test
    void toString_plainValues_standUnquotedInOrder() {
        var line = EventLine.of("login refused").with("session", "3f").with("port", 2143);

        assertThat(line).hasToString("login refused session=3f port=2143");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "two words | \"two words\"",
                "a=b | \"a=b\"",
                "say \"hi\" | \"say \\\"hi\\\"\"",
                "back\\slash | \"back\\\\slash\"",
                "bücher.example | \"bücher.example\"",
                "~~ | \"\""
            })
    void toString_valueThatMightMislead_isQuoted(String value, String shown) {
        assertThat(EventLine.of("event").with("name", value)).hasToString("event name=" + shown);
    }

    @Test
    void toString_controlCharacters_areShownAndBeginNoLine() {
        assertThat(EventLine.of("event").with("name", "a\r\nb\u0000\u2028"))
                .hasToString("event name=\"a\\x0d\\x0ab\\x00\\x2028\"");
    }

    @Test
    void toString_valueThatIsNotThere_isLeftOut() {
        var line =
                EventLine.of("event").with("a", Optional.empty()).with("b", Optional.of("there"));

        assertThat(line).hasToString("event b=there");
    }

    @Test
    void toString_address_standsWithoutNameOrInterface() throws Exception {
        var address =
                Inet6Address.getByAddress(
                        "host", HexFormat.of().parseHex("fe80000000000000000000000000abcd"), 7);

        assertThat(EventLine.of("event").with("address", address))
                .hasToString("event address=fe80:0:0:0:0:0:0:abcd");
    }

    @Test
    void toString_longValue_isCut() {
        assertThat(EventLine.of("event").with("name", "x".repeat(5000)).toString())
                .hasSize("event name=\"\"…".length() + 1000)
                .endsWith("x…\"");
    }
}
