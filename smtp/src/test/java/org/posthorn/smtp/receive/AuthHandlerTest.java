package org.posthorn.smtp.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthHandlerTest {

    /// The initial response of PLAIN for an account of the fixture.
    static String plain(String authzid, String name) {
        String message = authzid + "\0" + name + "\0" + SmtpFixture.PASSWORD;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"YQ", "YQ=", "YR==", "Y Q==", "YQ==YQ==", "YQ==\n", "Y-_a", "====", "*"})
    void base64_thatIsNotStrict_isRefused(String text) {
        assertThatThrownBy(() -> StrictBase64.decode(text)).isInstanceOf(CommandException.class);
    }

    @Test
    void base64_thatIsStrict_isDecoded() throws Exception {
        assertThat(StrictBase64.decode("=")).isEmpty();
        assertThat(StrictBase64.decode("")).isEmpty();
        assertThat(StrictBase64.decode("YWI=")).isEqualTo(new byte[] {'a', 'b'});
    }

    /// RFC 4616 section 4.
    @Test
    void plain_ofTheRfc_isTakenApart() {
        assertThat(parse("\0tim\0tanstaaftanstaaf")).isEqualTo("tim");
    }

    @Test
    void plain_forSomebodyElse_fails() {
        assertThat(parse("Ursel\0Kurt\0xipj3plmq")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\0", "a\0b", "\0\0p", "\0a\0", "\0a\0p\0", "\0\u00ff\0p"})
    void plain_malformed_fails(String message) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Credentials.parsePlain(octets)).isEmpty();
    }

    private static String parse(String message) {
        return Credentials.parsePlain(message.getBytes(StandardCharsets.UTF_8))
                .map(Credentials::name)
                .orElse("");
    }
}
