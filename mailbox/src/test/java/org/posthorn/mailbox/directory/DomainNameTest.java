package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "EXAMPLE.Com., example.com",
        "localhost, localhost",
        "r3---sn-8xgp1vo.example, r3---sn-8xgp1vo.example",
        "bücher.de, xn--bcher-kva.de",
        "BÜCHER.DE, xn--bcher-kva.de",
        "XN--BCHER-KVA.de, xn--bcher-kva.de",
        "例え。テスト, xn--r8jz45g.xn--zckzah",
        // Non-transitional: not fass.de.
        "faß.de, xn--fa-hia.de",
        "bu\u0308cher.de, xn--bcher-kva.de",
    })
    void parse_anySpelling_givesItsOneForm(String text, String form) throws Exception {
        assertThat(DomainName.parse(text).value()).isEqualTo(form);
        assertThat(new DomainName(text)).isEqualTo(DomainName.parse(form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ".example.com",
                "example..com",
                "example.com..",
                "-example.com",
                "example-.com",
                "exam_ple.com",
                "exam ple.com",
                "example.com\r\n",
                "192.0.2.1",
                "[192.0.2.1]",
                "[IPv6:2001:db8::1]",
                "2001:db8::1",
                "xn--foo-.com",
                "xn--\u00fc.com",
                "a\u200bb\u202e.com",
                "\ud800.com",
            })
    void parse_noDomain_isRefused(String text) {
        assertThatExceptionOfType(InvalidAddressException.class)
                .isThrownBy(() -> DomainName.parse(text));
        assertThatThrownBy(() -> new DomainName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_longestLabelAndName_areAccepted() throws Exception {
        var label = "a".repeat(63);
        var longest = String.join(".", label, label, label, "a".repeat(61));

        assertThat(DomainName.parse(longest).value()).hasSize(253);
        assertThatThrownBy(() -> DomainName.parse(longest + "a"))
                .hasMessage("the domain is longer than 253 octets");
        assertThatThrownBy(() -> DomainName.parse(label + "a.com"))
                .hasMessage("a part of the domain is longer than 63 octets");
    }

    @Test
    void parse_anything_isRefusedOrStaysWhatItIs() {
        var random = new Random(1034);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = Fuzz.text(random, "aZ9-.üß。例xn--\u200d_ @[]", 24);
            try {
                var domain = DomainName.parse(text);
                accepted++;
                assertThat(DomainName.parse(domain.toString())).isEqualTo(domain);
                assertThat(domain.value()).matches("[a-z0-9.-]+");
            } catch (InvalidAddressException e) {
                assertThat(e.getMessage()).matches("[ -~]+");
            }
        }
        assertThat(accepted).isGreaterThan(100);
    }
}
