package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class WireTest {
    private static final int TINY_BUFFER = 4;

    @Test
    void lines_longerThanTheBuffer_areReadWhole() throws Exception {
        try (var server = new OneAnswer("* OK a greeting\r\n* 2 EXISTS\r\n");
                var wire = Wire.plain(server.port(), TINY_BUFFER)) {
            wire.nextLine();
            assertThat(wire.line()).isEqualTo("* OK a greeting");
            wire.nextLine();
            assertThat(wire.line()).isEqualTo("* 2 EXISTS");
            assertThat(wire.numberAt(2)).isEqualTo(2);
            assertThat(wire.numberAt(4)).isEqualTo(-1);
            assertThat(wire.octetsRead()).isEqualTo(29);
        }
    }

    @Test
    void literal_isSkippedByItsCount() throws Exception {
        var response = "* 1 FETCH (BODY[] {7}\r\n12\r\n)\r\n UID 5)\r\n";
        try (var server = new OneAnswer(response);
                var wire = Wire.plain(server.port(), TINY_BUFFER)) {
            wire.nextLine();
            assertThat(wire.announcedLiteral()).isEqualTo(7);
            wire.skip(7);
            wire.nextLine();
            assertThat(wire.line()).isEqualTo(" UID 5)");
            assertThat(wire.announcedLiteral()).isEqualTo(-1);
            assertThat(wire.octetsRead()).isEqualTo(response.length());
        }
    }

    @Test
    void braceWithoutNumber_isNoLiteral() throws Exception {
        var lines = new String[] {"}", "a}", "a {x}", "a {}", "a {3", "{3}"};
        var announced = new ArrayList<Integer>();
        try (var server = new OneAnswer(String.join("\r\n", lines) + "\r\n");
                var wire = Wire.plain(server.port(), TINY_BUFFER)) {
            for (int i = 0; i < lines.length; i++) {
                wire.nextLine();
                announced.add(wire.announcedLiteral());
            }
        }
        assertThat(announced).containsExactly(-1, -1, -1, -1, -1, 3);
    }

    @Test
    void endWithinALine_isAnError() throws Exception {
        try (var server = new OneAnswer("* OK");
                var wire = Wire.plain(server.port(), TINY_BUFFER)) {
            assertThatThrownBy(wire::nextLine).isInstanceOf(EOFException.class);
        }
    }

    /// Sends a text to its only client and hangs up.
    private static final class OneAnswer implements AutoCloseable {
        private final ServerSocket listener =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        OneAnswer(String answer) throws IOException {
            Thread.ofVirtual().start(() -> answer(answer));
        }

        int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }

        private void answer(String answer) {
            try (var client = listener.accept()) {
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException _) {
                // The test has ended, or fails for want of the answer.
            }
        }
    }
}
