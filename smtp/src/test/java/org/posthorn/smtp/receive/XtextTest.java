package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XtextTest {

    /// RFC 3461 section 4 encodes what cannot stand for itself.
    @Test
    void whatWasEncoded_isDecoded() {
        Random random = new Random(3461);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append((char) random.nextInt(256));
            }
            String encoded = encode(text.toString());
            assertThat(Xtext.isValid(encoded)).as(encoded).isTrue();
            assertThat(Xtext.decode(encoded)).isEqualTo(text.toString());
        }
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '!' && c <= '~' && c != '+' && c != '=') {
                encoded.append(c);
            } else {
                encoded.append("+%02X".formatted((int) c));
            }
        }
        return encoded.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "+2", "+2b", "+G0", "a b", "a=b", "\u00e4", "\u007f", "+:0", "a+"})
    void whatIsNoXtext_isNotValid(String text) {
        assertThat(Xtext.isValid(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+0A", "+0D", "+00", "+7F", "+80", "a+0Db"})
    void whatNoHeaderMayHave_isNotPrintable(String text) {
        assertThat(Xtext.isValid(text)).isTrue();
        assertThat(Xtext.isPrintable(text)).isFalse();
    }
}
