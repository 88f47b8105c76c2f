package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessagesTest {
    @ParameterizedTest
    @ValueSource(ints = {4096, 30720})
    void message_isOfAboutThatSizeAndFitForData(int sizeOctets) {
        var messages = Messages.ofAbout(sizeOctets);
        for (int i = 0; i < 100; i++) {
            var text = new String(messages.message("name" + i), StandardCharsets.US_ASCII);
            assertThat(text.length()).isBetween(sizeOctets * 9 / 10, sizeOctets * 11 / 10);
            assertThat(text).endsWith("\r\n").doesNotContain("\n.");
            assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "bench.1"})
    void sameName_givesTheSameMessage(String name) {
        assertThat(Messages.ofAbout(4096).message(name))
                .isEqualTo(Messages.ofAbout(4096).message(name))
                .startsWith(("Message-ID: <" + name + "@").getBytes(StandardCharsets.US_ASCII));
    }
}
