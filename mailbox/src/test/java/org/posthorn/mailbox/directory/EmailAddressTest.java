package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "Alice@Example.COM, alice@example.com",
                "alice+lists@example.com, alice+lists@example.com",
                "o'brien&co=x/y{z}@example.com, o'brien&co=x/y{z}@example.com",
                // RFC 5321 section 4.1.2: quotes that need not be there change nothing.
                "\"Joe.\\Q\"@example.com, joe.q@example.com",
                "\"Joe Q\"@example.com, \"joe q\"@example.com",
                "\"a@b\"@example.com, \"a@b\"@example.com",
                "\"a\\\"b\\\\c\"@example.com, \"a\\\"b\\\\c\"@example.com",
                "\"a..b\"@example.com, \"a..b\"@example.com",
                "\"\"@example.com, \"\"@example.com",
                // RFC 6531
                "JÜRGEN@bücher.de, jürgen@xn--bcher-kva.de",
                "ju\u0308rgen@bücher.de, jürgen@xn--bcher-kva.de",
                "用户@例え.テスト, 用户@xn--r8jz45g.xn--zckzah",
            })
    void parse_anySpelling_givesItsOneForm(String text, String form) throws Exception {
        var address = EmailAddress.parse(text);

        assertThat(address).hasToString(form);
        assertThat(EmailAddress.parse(form)).isEqualTo(address);
        assertThat(new EmailAddress(address.localPart(), address.domain())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "alice",
                "alice@",
                "@example.com",
                "<alice@example.com>",
                "alice@@example.com",
                "alice@bob@example.com",
                "alice @example.com",
                " alice@example.com",
                "alice@example.com ",
                ".alice@example.com",
                "alice.@example.com",
                "al..ice@example.com",
                "al,ice@example.com",
                "\"alice@example.com",
                "\"alice\"",
                "\"alice\\\"@example.com",
                "\"alice\"x@example.com",
                "\"alice \"@example.com",
                "\"a\r\nb\"@example.com",
                "a\u0000b@example.com",
                "a\u0085b@example.com",
                "a\u202eb@example.com",
                "\ud800@example.com",
                "alice@[192.0.2.1]",
                "alice@[IPv6:::1]",
            })
    void parse_noAddress_isRefused(String text) {
        assertThatExceptionOfType(InvalidAddressException.class)
                .isThrownBy(() -> EmailAddress.parse(text));
    }

    @Test
    void parse_atItsLimits_isAccepted() throws Exception {
        var domain = String.join(".", "d".repeat(63), "d".repeat(63), "d".repeat(61));
        var longest = "l".repeat(64) + "@" + domain;

        assertThat(EmailAddress.parse(longest).toString()).hasSize(254);
        assertThatThrownBy(() -> EmailAddress.parse(longest + "d"))
                .hasMessage("the address is longer than 254 octets");
        assertThatThrownBy(() -> EmailAddress.parse("l".repeat(65) + "@example.com"))
                .hasMessage("the name before the @ is longer than 64 octets");
        assertThatThrownBy(() -> EmailAddress.parse("ü".repeat(33) + "@example.com"))
                .hasMessage("the name before the @ is longer than 64 octets");
    }

    @Test
    void parse_anything_isRefusedOrStaysWhatItIs() {
        var random = new Random(5321);
        int accepted = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = Fuzz.text(random, "aZ9.+\"\\ @üΣ\u0308İ\u200d;K", 12) + "@example.com";
            try {
                var address = EmailAddress.parse(text);
                accepted++;
                assertThat(EmailAddress.parse(address.toString())).isEqualTo(address);
            } catch (InvalidAddressException e) {
                assertThat(e.getMessage()).matches("[ -~]+");
            }
        }
        assertThat(accepted).isGreaterThan(1000);
    }

    @Test
    void withoutDetail_dropsWhatFollowsTheFirstPlus() throws Exception {
        assertThat(EmailAddress.parse("alice+a+b@example.com").withoutDetail())
                .contains(EmailAddress.parse("alice@example.com"));
        assertThat(EmailAddress.parse("alice@example.com").withoutDetail()).isEmpty();
        assertThat(EmailAddress.parse("+alice@example.com").withoutDetail()).isEmpty();
    }

    @Test
    void compareTo_sortsByDomainFirst() throws Exception {
        assertThat(EmailAddress.parse("z@a.example"))
                .isLessThan(EmailAddress.parse("a@b.example"))
                .isGreaterThan(EmailAddress.parse("y@a.example"));
    }
}
