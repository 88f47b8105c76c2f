package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ConnectionInputTest {

    @Test
    void bareCrOrLf_doesNotEndALine() throws Exception {
        assertThat(lines("a\nb\rc\r\r\nd\n\r\n\r\n", 100)).containsExactly("a\nb\rc\r", "d\n", "");
    }

    @Test
    void lineOfExactlyTheLimit_isRead() throws Exception {
        assertThat(lines("12345\r\n", 5)).containsExactly("12345");
    }

    @Test
    void lineLongerThanTheLimit_isRefusedAndCanBeSkipped() throws Exception {
        assertThat(lines("123456\r\nok\r\n", 5)).containsExactly("<too long>", "ok");
    }

    @Test
    void endlessLine_isRefusedWithoutBeingHeld() throws Exception {
        String line = "x".repeat(3_000_000);
        assertThat(lines(line + "\r\nok\r\n", 100)).containsExactly("<too long>", "ok");
    }

    @Test
    void crAndLfInDifferentPackets_endALine() throws Exception {
        for (int before : new int[] {511, 512, 513, 8191, 8192, 16383, 16384}) {
            String line = "x".repeat(before);
            assertThat(lines(line + "\r\nok\r\n", 20_000)).containsExactly(line, "ok");
        }
    }

    @Test
    void linesOfAnyLength_areReadAsSent() throws Exception {
        Random random = new Random(11);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sent.add("y".repeat(random.nextInt(random.nextInt(1, 3000))));
        }
        assertThat(lines(String.join("\r\n", sent) + "\r\n", 3000)).isEqualTo(sent);
    }

    @Test
    void endOfThePeersWords_isSeenWithoutLosingThem() throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletableFuture<Boolean> looked = new CompletableFuture<>();
        try (Listener listener =
                open(connection -> {
                    ConnectionInput in = connection.input();
                    looked.complete(in.hasEnded());
                    while (!in.hasEnded()) {
                        Thread.onSpinWait();
                    }
                    result.complete(new String(in.readLine(2000), StandardCharsets.UTF_8));
                })) {
            try (TestClient client = TestClient.connect(listener.port())) {
                assertThat(looked.get()).isFalse();
                client.send("w".repeat(1000) + "\r\nmore");
                client.socket().shutdownOutput();
                assertThat(result.get()).isEqualTo("w".repeat(1000));
            }
        }
    }

    @Test
    void octetsAndLines_canAlternate() throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        try (Listener listener =
                open(connection -> {
                    ConnectionInput in = connection.input();
                    StringBuilder seen = new StringBuilder();
                    seen.append((char) in.peek());
                    seen.append(new String(in.readLine(10), StandardCharsets.UTF_8));
                    byte[] octets = new byte[3];
                    seen.append(in.read(octets, 0, 3)).append((char) octets[2]);
                    in.skip(2);
                    seen.append((char) in.read()).append(in.read()).append(in.peek());
                    result.complete(seen.toString());
                })) {
            try (TestClient client = TestClient.connect(listener.port())) {
                client.send("line\r\nabcdef");
                client.socket().shutdownOutput();
                assertThat(result.get()).isEqualTo("lline3cf-1-1");
            }
        }
    }

    private static List<String> lines(String sent, int maxOctets) throws Exception {
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        try (Listener listener =
                open(connection -> {
                    List<String> lines = new ArrayList<>();
                    try {
                        while (true) {
                            lines.add(line(connection.input(), maxOctets));
                        }
                    } catch (EOFException _) {
                        result.complete(lines);
                    }
                })) {
            try (TestClient client = TestClient.connect(listener.port())) {
                client.send(sent);
                client.socket().shutdownOutput();
                return result.get();
            }
        }
    }

    private static String line(ConnectionInput input, int maxOctets) throws IOException {
        try {
            return new String(input.readLine(maxOctets), StandardCharsets.UTF_8);
        } catch (LineTooLongException _) {
            input.skipLine();
            return "<too long>";
        }
    }

    private static Listener open(ConnectionHandler handler) throws IOException {
        return Listener.open(
                new ListenerSettings(
                        "test",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new Tls.None(),
                        new ConnectionLimits(10, 10)),
                handler);
    }
}
