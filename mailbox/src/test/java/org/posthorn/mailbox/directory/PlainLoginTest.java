package org.posthorn.mailbox.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainLoginTest {
    private static String base64(String message) {
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0tim@a.example\0tanstaaf tanstaaf",
                "tim@a.example\0tim@a.example\0tanstaaf tanstaaf"
            })
    void message_withOrWithoutTheSameAuthorizationId_isTakenApart(String message) {
        assertThat(PlainLogin.parse(base64(message)))
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
    void message_thatIsNone_isEmpty(String message) {
        assertThat(PlainLogin.parse(base64(message))).isEmpty();
    }

    @Test
    void base64_thatIsNone_isEmpty() {
        assertThat(PlainLogin.parse("=")).isEmpty();
        assertThat(PlainLogin.parse("AGE!AGI=")).isEmpty();
        assertThat(
                        PlainLogin.parse(
                                Base64.getEncoder()
                                        .encodeToString(new byte[] {0, 'a', 0, (byte) 0xFF})))
                .isEmpty();
    }
}
