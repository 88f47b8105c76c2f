package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginTest {
    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0tim@a.example\0tanstaaf tanstaaf",
                "tim@a.example\0tim@a.example\0tanstaaf tanstaaf"
            })
    void plain_withOrWithoutTheSameAuthorizationId_isTakenApart(String message) {
        assertThat(Login.ofPlain(octets(message)))
                .hasValueSatisfying(login -> {
                    assertThat(login.user()).isEqualTo("tim@a.example");
                    assertThat(login.password().text()).isEqualTo("tanstaaf tanstaaf");
                    assertThat(login.toString()).doesNotContain("tanstaaf");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tim",
                "\0tim",
                "\0tim\0",
                "\0\0secret",
                "other\0tim\0secret",
                "\0tim\0a\0b"
            })
    void plain_thatIsNone_isEmpty(String message) {
        assertThat(Login.ofPlain(octets(message))).isEmpty();
    }

    @Test
    void octetsThatAreNoUtf8_areNone() {
        byte[] broken = {0, 'a', 0, (byte) 0xFF};
        assertThat(Login.ofPlain(broken)).isEmpty();
        assertThat(Login.ofLogin(octets("tim"), broken)).isEmpty();
        assertThat(Login.ofLogin(octets("tim"), octets(""))).isEmpty();
        assertThat(Login.ofLogin(octets("tim"), octets("x"))).isPresent();
    }

    @Test
    void base64_isStrict() {
        assertThat(SaslResponse.decode("=")).contains(new byte[0]);
        assertThat(SaslResponse.decode("AGE=")).contains(new byte[] {0, 'a'});
        for (String wrong : new String[] {"AGE", "AGE!", "A=GE", "AGF=", "AG E=", "AGE=="}) {
            assertThat(SaslResponse.decode(wrong)).as(wrong).isEmpty();
        }
    }
}
