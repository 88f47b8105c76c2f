package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.outbound.NotifyOn;
import org.posthorn.mailbox.outbound.RecipientOptions;

final class RcptParametersTest {
    private static final String[] PIECES = {
        "rfc822", "utf-8", ";", "\\", "x{", "}", "41", "0A", "D800", "110000", "+", "2B", "a",
        "\u00e4", "="
    };

    private static RecipientOptions parse(String keyword, String value) throws CommandException {
        return RcptParameters.parse(Map.of(keyword, value), true);
    }

    @Test
    void wishes_areThoseNamed() throws Exception {
        assertThat(parse("NOTIFY", "success,Delay").wishes())
                .contains(Set.of(NotifyOn.SUCCESS, NotifyOn.DELAY));
        assertThat(parse("NOTIFY", "NEVER").wishes()).contains(Set.of());
        assertThat(RcptParameters.parse(Map.of(), false)).isEqualTo(RecipientOptions.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rfc822;Bob@example.com",
                "rfc822;a+2B+20b@example.com",
                "x-400;c+3Dde",
                "utf-8;j\u00f6rg@example.com",
                "utf-8;j\\x{F6}rg\\x{2B}x@example.com"
            })
    void originalRecipient_isKeptAsSaid(String value) throws Exception {
        assertThat(parse("ORCPT", value).originalRecipient()).isEqualTo(Optional.of(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rfc822",
                "rfc822;",
                ";a@b",
                "rfc 822;a@b",
                "rfc822;a\u00e4",
                "rfc822;a+0A",
                "utf-8;\\x{0A}",
                "utf-8;\\x{85}",
                "utf-8;\\x{D800}",
                "utf-8;\\x{110000}",
                "utf-8;\\x{}",
                "utf-8;a\\b",
                "utf-8;\u0085"
            })
    void whatIsNoOriginalRecipient_isRefused(String value) {
        assertRefused(value);
    }

    private static void assertRefused(String value) {
        assertThatThrownBy(() -> parse("ORCPT", value))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        refused -> assertThat(refused.reply()).isEqualTo(Reply.BAD_PARAMETER));
    }

    @Test
    void anything_isJudged_andNothingHidesALine() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder value = new StringBuilder(random.nextBoolean() ? "utf-8;" : "rfc822;");
            for (int length = random.nextInt(8); length > 0; length--) {
                value.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String text = value.toString();
            if (OriginalRecipient.isValid(text, random.nextBoolean())) {
                boolean unicode = text.startsWith("utf-8");
                assertThat(text).doesNotContain(unicode ? "\\x{0A}" : "+0A", "=");
            }
        }
    }
}
