package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ListenerTest {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    @SuppressWarnings("NullAway.Init") // each test opens it first
    private Listener listener;

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    @AfterEach
    void closeListener() {
        listener.close();
    }

    @Test
    void line_isEchoed_plain() throws Exception {
        open(new Tls.None(), this::echo);
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("hello\r\n");
            assertThat(client.readLine()).isEqualTo("hello");
        }
    }

    @Test
    void line_isEchoed_overTls() throws Exception {
        open(new Tls.Implicit(TestCertificates.serverContext()), this::echo);
        try (TestClient client = TestClient.connectTls(listener.port())) {
            client.send("hello\r\n");
            assertThat(client.readLine()).isEqualTo("hello");
        }
    }

    @Test
    void startTls_withNothingBuffered_encrypts() throws Exception {
        open(new Tls.Upgrade(TestCertificates.serverContext()), this::echo);
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("STARTTLS\r\n");
            assertThat(client.readLine()).isEqualTo("go");
            client.startTls();
            client.send("secret\r\n");
            assertThat(client.readLine()).isEqualTo("secret");
        }
    }

    @Test
    void startTls_withInjectedPlaintext_endsTheSession() throws Exception {
        open(new Tls.Upgrade(TestCertificates.serverContext()), this::echo);
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("STARTTLS\r\ninjected\r\n");
            client.readLine();
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(failure.get()).isInstanceOf(PlaintextInjectionException.class);
    }

    @Test
    void startTls_answeredByPlaintext_endsTheSession() throws Exception {
        open(new Tls.Upgrade(TestCertificates.serverContext()), this::echo);
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("STARTTLS\r\n");
            client.readLine();
            client.send("not a handshake\r\n");
            assertThat(failure.get()).isInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    @Test
    void silentPeer_timesOut() throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    connection.setReadTimeout(Duration.ofMillis(50));
                    connection.input().readLine(100);
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(failure.get()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void deadline_endsABusyPeer_andTheLastWordsArrive() throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    connection.setDeadlineSinceAccepted(Duration.ofMillis(300));
                    try {
                        while (true) {
                            connection.output().write(connection.input().readLine(100));
                            connection.output().writeAscii("\r\n");
                            connection.output().flush();
                        }
                    } catch (DeadlineException e) {
                        connection.output().writeAscii("late\r\n");
                        throw e;
                    }
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            String answer;
            do {
                client.send("again\r\n");
                answer = client.readLine();
            } while (answer.equals("again"));
            assertThat(answer).isEqualTo("late");
        }
        assertThat(failure.get()).isInstanceOf(DeadlineException.class);
    }

    @Test
    void deadline_endsAPeerThatTricklesOctets() throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    connection.setDeadlineSinceAccepted(Duration.ofMillis(300));
                    connection.input().skip(Long.MAX_VALUE);
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            while (!failure.isDone()) {
                client.send("x");
                Thread.onSpinWait();
            }
        } catch (IOException _) {
            // Closed while it was sending.
        }
        assertThat(failure.get()).isInstanceOf(DeadlineException.class);
    }

    @Test
    void deadline_thatIsCleared_orReplaced_holdsNoMore() throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    connection.setDeadlineSinceAccepted(Duration.ofMillis(1));
                    connection.clearDeadline();
                    connection.pause(Duration.ofMillis(50));
                    connection.output().write(connection.input().readLine(100));
                    connection.output().flush();
                    connection.setDeadlineFromNow(Duration.ofMillis(50));
                    connection.input().readLine(100);
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("hello\r\n");
            assertThat(client.isAtEnd()).isFalse();
            assertThat(failure.get()).isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void deadline_isNotStartedAnewByTls() throws Exception {
        open(
                new Tls.Upgrade(TestCertificates.serverContext()),
                connection -> {
                    connection.setDeadlineSinceAccepted(Duration.ofMillis(500));
                    connection.input().readLine(100);
                    connection.output().writeAscii("go\r\n");
                    connection.startTls();
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("STARTTLS\r\n");
            client.readLine();
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(failure.get()).isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }

    @Test
    void pause_sendsWhatWasSaid_andLasts() throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    connection.output().writeAscii("wait\r\n");
                    long start = System.nanoTime();
                    connection.pause(Duration.ofMillis(100));
                    connection.output().writeAscii((System.nanoTime() - start) + "\r\n");
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            assertThat(client.readLine()).isEqualTo("wait");
            assertThat(Long.parseLong(client.readLine())).isBetween(100_000_000L, 10_000_000_000L);
        }
    }

    @Test
    void pause_endsWhenTheServerStops_andTheLastWordsArrive() throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    connection.output().writeAscii("wait\r\n");
                    try {
                        connection.pause(Duration.ofHours(1));
                    } catch (ServerStoppingException e) {
                        connection.output().writeAscii("bye\r\n");
                        throw e;
                    }
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            client.readLine();
            listener.close(GRACE);
            assertThat(client.readLine()).isEqualTo("bye");
        }
        assertThat(failure.get()).isInstanceOf(ServerStoppingException.class);
    }

    @Test
    void pause_endsWhenTheConnectionIsClosed() throws Exception {
        CompletableFuture<Connection> paused = new CompletableFuture<>();
        open(
                new Tls.None(),
                connection -> {
                    paused.complete(connection);
                    connection.pause(Duration.ofHours(1));
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            paused.get().close();
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(failure.get()).isInstanceOf(java.io.EOFException.class);
    }

    @Test
    void slowLoris_whoseLineNeverEnds_timesOut() throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    connection.setReadTimeout(Duration.ofMillis(300));
                    connection.input().readLine(1_000_000);
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            while (!failure.isDone()) {
                client.send("x");
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (IOException _) {
            // The server closed it while we were sending.
        }
        assertThat(failure.get()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void peerThatNeverBeginsItsHandshake_timesOut() throws Exception {
        Timeouts quick =
                new Timeouts(Duration.ofMillis(50), Duration.ofSeconds(10), Duration.ofSeconds(10));
        open(new Tls.Implicit(TestCertificates.serverContext()), this::echo, quick);
        try (TestClient client = TestClient.connect(listener.port())) {
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void peerThatDoesNotRead_isClosed() throws Exception {
        Timeouts quick =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(50));
        byte[] block = new byte[1 << 20];
        open(
                new Tls.None(),
                connection -> {
                    while (true) {
                        connection.output().write(block);
                    }
                },
                quick);
        try (TestClient _ = TestClient.connect(listener.port())) {
            assertThat(failure.get()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void stop_letsAnIdleSessionSayGoodbye_plain() throws Exception {
        open(new Tls.None(), this::echo);
        try (TestClient client = TestClient.connect(listener.port())) {
            stopWhileIdle(client);
        }
    }

    @Test
    void stop_letsAnIdleSessionSayGoodbye_overTls() throws Exception {
        open(new Tls.Implicit(TestCertificates.serverContext()), this::echo);
        try (TestClient client = TestClient.connectTls(listener.port())) {
            stopWhileIdle(client);
        }
    }

    private void stopWhileIdle(TestClient client) throws IOException {
        client.send("hello\r\n");
        client.readLine();
        listener.close(GRACE);
        assertThat(client.readLine()).isEqualTo("goodbye");
        assertThat(client.isAtEnd()).isTrue();
        assertThat(listener.connectionCount()).isZero();
    }

    @Test
    void stop_waitsForASessionAtWork() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        open(
                new Tls.None(),
                connection -> {
                    connection.input().readLine(100);
                    atWork.countDown();
                    byte[] body = new byte[4];
                    int count = connection.input().read(body, 0, 4);
                    connection.output().write(body, 0, count);
                    goodbye(connection);
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            client.send("work\r\n");
            atWork.await();
            Thread stopper = Thread.ofVirtual().start(() -> listener.close(GRACE));
            client.send("done");
            assertThat(client.readLine()).isEqualTo("donegoodbye");
            stopper.join();
        }
    }

    @Test
    void stop_endsAfterItsGraceWhatDoesNotEnd() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        open(
                new Tls.None(),
                connection -> {
                    atWork.countDown();
                    connection.input().read();
                });
        try (TestClient client = TestClient.connect(listener.port())) {
            atWork.await();
            listener.close(Duration.ofMillis(20));
            assertThatThrownBy(
                            () -> {
                                if (client.isAtEnd()) {
                                    throw new IOException("at end");
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        assertThat(listener.connectionCount()).isZero();
    }

    @Test
    void oneConnectionTooMany_hearsWhy() throws Exception {
        open(
                new ListenerSettings(
                        "test", loopback(), new Tls.None(), new ConnectionLimits(1, 1), TIMEOUTS),
                this::echo);
        try (TestClient first = TestClient.connect(listener.port())) {
            first.send("hello\r\n");
            first.readLine();
            try (TestClient second = TestClient.connect(listener.port())) {
                assertThat(second.readLine()).isEqualTo("too many");
                assertThat(second.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void portInUse_isABindException() throws Exception {
        open(new Tls.None(), this::echo);
        ListenerSettings same =
                new ListenerSettings(
                        "second",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()),
                        new Tls.None(),
                        new ConnectionLimits(1, 1));
        assertThatThrownBy(() -> Listener.open(same, this::echo)).isInstanceOf(BindException.class);
    }

    @Test
    void largeData_survivesTls() throws Exception {
        byte[] sent = new byte[3_000_000];
        new java.util.Random(7).nextBytes(sent);
        open(
                new Tls.Implicit(TestCertificates.serverContext()),
                connection -> {
                    byte[] block = new byte[50_000];
                    int left = sent.length;
                    while (left > 0) {
                        int count = connection.input().read(block, 0, Math.min(left, 50_000));
                        connection.output().write(block, 0, count);
                        left -= count;
                    }
                });
        try (TestClient client = TestClient.connectTls(listener.port())) {
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    client.send(sent);
                                } catch (IOException e) {
                                    failure.complete(e);
                                }
                            });
            assertThat(client.socket().getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            sender.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {StackOverflowError.class, InternalError.class, IllegalStateException.class})
    void failureOfASession_endsThatOneOnly(Class<? extends Throwable> kind) throws Exception {
        open(
                new Tls.None(),
                connection -> {
                    String line =
                            new String(connection.input().readLine(100), StandardCharsets.UTF_8);
                    if (line.equals("fail")) {
                        throw sneaky(kind);
                    }
                    connection.output().writeAscii(line + "\r\n");
                });
        try (TestClient bystander = TestClient.connect(listener.port())) {
            try (TestClient client = TestClient.connect(listener.port())) {
                client.send("fail\r\n");
                assertThatThrownBy(client::readLine).isInstanceOf(EOFException.class);
            }
            bystander.send("well\r\n");
            assertThat(bystander.readLine()).isEqualTo("well");
        }
    }

    private static RuntimeException sneaky(Class<? extends Throwable> kind) {
        if (kind == StackOverflowError.class) {
            return new IllegalStateException(String.valueOf(endless(0)));
        }
        if (kind == InternalError.class) {
            throw new InternalError("made for this test");
        }
        return new IllegalStateException("made for this test");
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }

    private void open(Tls tls, ConnectionHandler handler) throws IOException {
        open(tls, handler, TIMEOUTS);
    }

    private void open(Tls tls, ConnectionHandler handler, Timeouts timeouts) throws IOException {
        open(
                new ListenerSettings(
                        "test", loopback(), tls, new ConnectionLimits(100, 100), timeouts),
                handler);
    }

    private void open(ListenerSettings settings, ConnectionHandler handler) throws IOException {
        listener =
                Listener.open(
                        settings,
                        new ConnectionHandler() {
                            @Override
                            public void serve(Connection connection) throws IOException {
                                try {
                                    handler.serve(connection);
                                } catch (IOException | RuntimeException e) {
                                    failure.complete(e);
                                    throw e;
                                }
                            }

                            @Override
                            public String refusal() {
                                return "too many";
                            }
                        });
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void echo(Connection connection) throws IOException {
        try {
            while (true) {
                String line = new String(connection.input().readLine(1000), StandardCharsets.UTF_8);
                if (line.equals("STARTTLS")) {
                    connection.output().writeAscii("go\r\n");
                    connection.output().flush();
                    connection.startTls();
                } else {
                    connection.output().writeAscii(line + "\r\n");
                    connection.output().flush();
                }
            }
        } catch (ServerStoppingException _) {
            goodbye(connection);
        }
    }

    private static void goodbye(Connection connection) throws IOException {
        connection.output().writeAscii("goodbye\r\n");
    }
}
