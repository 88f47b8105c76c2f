package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LettersTest {
    @Test
    void letter_carriesItsNumberAndEndsAsDataDoes() {
        var letter = Letters.ofAbout(4096, 3).at(4);
        var text = text(letter.numbered(1_000_042));
        assertThat(text).contains("\r\nMessage-ID: <001000042@example.org>\r\n");
        assertThat(text).endsWith("\r\n.\r\n").doesNotContain("\r\n..", "\r\n.\r\n\r\n");
        assertThat(text.indexOf("001000042") + letter.octetsFromNumber())
                .isEqualTo(text.length() - 3);
        assertThat(text).hasSizeBetween(3900, 4300);
        assertThat(text(letter.numbered(1_000_043))).hasSameSizeAs(text);
    }

    @Test
    void letterOfAnAccount_isFromIt() {
        var account = Account.named("ada");
        var text = text(Letters.from(account, 4096, 1).at(0).numbered(1));
        assertThat(text).contains("\r\nFrom: <ada@bench.example.com>\r\nTo: ");
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
