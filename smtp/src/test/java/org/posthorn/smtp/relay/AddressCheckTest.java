package org.posthorn.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "a.b+c@d.test",
                "\"a b\"@c",
                "\"a\\\"<>\"@c",
                "a@[192.0.2.1]",
                "a@[IPv6:2001:db8::1]",
                "\u00fc@\u00fc.test",
                "\uD83D\uDCEE@b"
            })
    void addresses_areSafe(String address) {
        assertThat(AddressCheck.isSafe(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@b",
                "a@",
                "a b@c",
                "a@b c",
                "a>@b",
                "a@b> SIZE=1",
                "<a@b>",
                "a\r@b",
                "a@b\n",
                "\"a@b",
                "\"a\"b@c",
                "\"a\r\n\"@b",
                "\"a\\",
                "a@b@c",
                "a,b@c",
                "\uD83D@b",
                "a\u0085@b",
                "a\u00a0@b",
                "a\\@b",
                "\u2028@b",
                "\uDCEE@b"
            })
    void whatCouldBeSomethingElse_isNot(String address) {
        assertThat(AddressCheck.isSafe(address)).isFalse();
    }

    @Test
    void whateverIsSafe_staysBetweenItsBrackets() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "ab@\"\\<> \r\n\0.,\u00fc";
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (AddressCheck.isSafe(text.toString())) {
                assertThat(end("<" + text + ">"))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(text.length() + 1);
            }
        }
    }

    /// Where the path ends for a server that knows of quotes.
    private static int end(String path) {
        boolean quoted = false;
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ') {
                return -1;
            }
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '>' || c == ' ' || c == '<')) {
                return c == '>' ? i : -1;
            }
        }
        return -1;
    }
}
