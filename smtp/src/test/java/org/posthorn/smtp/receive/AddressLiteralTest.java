package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressLiteralTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0.0.0.0]",
                "[192.0.2.255]",
                "[192.0.02.001]",
                "[IPv6:1:2:3:4:5:6:7:8]",
                "[ipv6:2001:db8::1]",
                "[IPv6:::]",
                "[IPv6:::1]",
                "[IPv6:1::]",
                "[IPv6:1:2:3:4:5:6::]",
                "[IPv6:1:2:3:4:5:6:192.0.2.1]",
                "[IPv6:::ffff:192.0.2.1]",
                "[IPv6:1:2:3:4::192.0.2.1]"
            })
    void anAddress_isOne(String text) {
        assertThat(AddressLiteral.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1.2.3]",
                "[1.2.3.4.5]",
                "[1.2.3.256]",
                "[1.2.3.0004]",
                "[1.2.3.4",
                "1.2.3.4",
                "[ 1.2.3.4]",
                "[a.b.c.d]",
                "[2001:db8::1]",
                "[IPv6:]",
                "[IPv6:1]",
                "[IPv6:1:2:3:4:5:6:7]",
                "[IPv6:1:2:3:4:5:6:7:8:9]",
                "[IPv6:1:2:3:4:5:6:7::]",
                "[IPv6:1::2::3]",
                "[IPv6::1:2:3:4:5:6:7:8]",
                "[IPv6:1:2:3:4:5:6:7:8:]",
                "[IPv6:12345::]",
                "[IPv6:g::]",
                "[IPv6:192.0.2.1]",
                "[IPv6:1:192.0.2.1::]",
                "[IPv6:1:2:3:4:5::192.0.2.1]",
                "[IPv6:::%eth0]",
                "[X25:12]",
                "[\u0661.2.3.4]"
            })
    void somethingElse_isNone(String text) {
        assertThat(AddressLiteral.isValid(text)).isFalse();
    }
}
