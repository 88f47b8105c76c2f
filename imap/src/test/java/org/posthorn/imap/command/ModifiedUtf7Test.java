package org.posthorn.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModifiedUtf7Test {

    /// The first is RFC 3501 section 5.1.3's.
    @ParameterizedTest
    @CsvSource({
        "~peter/mail/台北/日本語, '~peter/mail/&U,BTFw-/&ZeVnLIqe-'",
        "Entwürfe, Entw&APw-rfe",
        "&, &-",
        "a & b, a &- b",
        "&&, &-&-",
        "-, -",
        "ü-, &APw--",
        "ü&ö, &APw-&-&APY-",
        "😀, &2D3eAA-",
        "\u00a3, &AKM-",
        "'\t', &AAk-",
        "~!@, ~!@"
    })
    void name_hasOneForm(String name, String encoded) {
        assertThat(ModifiedUtf7.encode(name)).isEqualTo(encoded);
        assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(name);
    }

    /// No end, no base64, ASCII in base64, bits left over, half a character, plain base64's own
    /// slash.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "a&AOk",
                "&!-",
                "&AGE-",
                "&AOl-",
                "&AO-",
                "&A-",
                "&2D0-",
                "&U/BTFw-",
                "&AOkA-"
            })
    void form_thatIsNoName_isRefused(String encoded) {
        assertThatThrownBy(() -> ModifiedUtf7.decode(encoded))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void textThatIsNotAscii_standsForItself() {
        assertThat(ModifiedUtf7.decode("Entwürfe")).isEqualTo("Entwürfe");
    }

    @Test
    void anyName_isReadAgain() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var name = new StringBuilder();
            int length = random.nextInt(12);
            for (int c = 0; c < length; c++) {
                int bound = random.nextBoolean() ? 0x80 : 0xD800;
                name.appendCodePoint(
                        random.nextInt(20) == 0
                                ? 0x1F600 + random.nextInt(80)
                                : random.nextInt(bound));
            }
            String encoded = ModifiedUtf7.encode(name.toString());
            assertThat(encoded).matches("[ -~]*");
            assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(name.toString());
        }
    }

    @Test
    void anyText_isDecodedOrRefused() {
        var random = new Random(8);
        String letters = "&&&--,/+AOk=2D3eAA ab";
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(12);
            for (int c = 0; c < length; c++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(ModifiedUtf7.decode(text.toString())).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
