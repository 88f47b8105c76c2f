package org.posthorn.net.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TranscriptsTest {

    /// Says back what it hears, `bye` excepted, after which it hangs up.
    private record Echo(ServerSocket listener, UnaryOperator<String> answer)
            implements TranscriptHost.Server {

        static Echo start(UnaryOperator<String> answer) throws IOException {
            var echo = new Echo(new ServerSocket(0, 9, InetAddress.getLoopbackAddress()), answer);
            Thread.startVirtualThread(echo::serve);
            return echo;
        }

        private void serve() {
            while (!listener.isClosed()) {
                try {
                    var socket = listener.accept();
                    Thread.startVirtualThread(() -> echo(socket));
                } catch (IOException _) {
                    return;
                }
            }
        }

        private void echo(java.net.Socket socket) {
            try (socket) {
                var out = socket.getOutputStream();
                var line = new StringBuilder();
                int octet = socket.getInputStream().read();
                while (octet >= 0) {
                    line.append((char) octet);
                    if (line.toString().equals("bye\r\n")) {
                        return;
                    }
                    if (octet == '\n') {
                        String said = answer.apply(line.toString());
                        out.write(said.getBytes(StandardCharsets.ISO_8859_1));
                        line.setLength(0);
                    }
                    octet = socket.getInputStream().read();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private static void run(String text) throws Exception {
        Transcripts.run("x.transcript", text, _ -> Echo.start(line -> line));
    }

    @TestFactory
    Stream<DynamicTest> filesOfTheFolder_areRun() {
        return Transcripts.in(
                getClass(),
                "/transcripts",
                given -> {
                    assertThat(given).containsExactly("an echo");
                    return Echo.start(line -> line);
                });
    }

    @Test
    void line_thatDiffers_showsTheConversation() {
        assertThatThrownBy(() -> run("# why\nC: a1 NOOP\nS: a1 NOOP\n\nC: a2 \tX\nS: a2 OK\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        x.transcript:6: the server deviates
                          wanted  S: a2 OK
                          got     S: a2 <TAB>X
                        the conversation was
                          C: a1 NOOP
                          S: a1 NOOP
                          C: a2 \tX
                          S: a2 <TAB>X
                        """);
    }

    @Test
    void bareLineFeed_isNoEndOfLine() {
        assertThatThrownBy(() -> run("C: one<LF>two<LF><more>\nC: \nS: one\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one<LF>two<LF>");
    }

    @Test
    void connection_thatEnds_isADeviation() {
        assertThatThrownBy(() -> run("C: bye\nS: bye\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("got     S: <closed>");
    }

    @Test
    void text_thatNobodyExpects_isADeviation() {
        assertThatThrownBy(() ->
                        Transcripts.run(
                                "x.transcript",
                                "C: a\nS: a\n",
                                _ -> Echo.start(line -> line + "more\r\n")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing more");
    }

    @Test
    void line_ofNoKnownForm_isRefusedWithItsPlace() {
        assertThatThrownBy(() -> run("C: a\nX: b\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x.transcript:2: not understood: X: b");
    }

    @Test
    void template_remembersWhatItNames() {
        var remembered = new java.util.HashMap<String, String>();
        assertThat(
                        new Template("[UIDNEXT <next:number>] <text>", remembered)
                                .matches("[UIDNEXT 7] x"))
                .isTrue();
        assertThat(new Template("UID <next>", remembered).octets()).isEqualTo("UID 7");
    }

    @Test
    void template_leavesAddressesAlone() {
        assertThat(new Template("MAIL FROM:<a@b> <", new java.util.HashMap<>()).octets())
                .isEqualTo("MAIL FROM:<a@b> <");
    }

    @Test
    void template_makesOctets() {
        var none = new java.util.HashMap<String, String>();
        assertThat(new Template("<base64:<NUL>alice<NUL>secret>", none).octets())
                .isEqualTo("AGFsaWNlAHNlY3JldA==");
        assertThat(new Template("<repeat:3:ab><octet:ff>ü", none).octets())
                .isEqualTo("ababab\u00ff\u00c3\u00bc");
    }

    @Test
    void given_goesToTheHost() throws Exception {
        Transcripts.run(
                "x.transcript",
                "given one thing\ngiven another\n",
                given -> {
                    assertThat(given).isEqualTo(List.of("one thing", "another"));
                    return Echo.start(line -> line);
                });
    }
}
