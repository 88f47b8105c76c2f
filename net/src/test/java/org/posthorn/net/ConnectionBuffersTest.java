package org.posthorn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What connections keep in memory, and that they give it back.
final class ConnectionBuffersTest {
    private static final int BASE = ConnectionLimits.CONNECTION_OCTETS;
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final CountedAllowance allowance = new CountedAllowance();

    /// Reads octets to the end, as a message is read.
    private static void readAll(Connection connection, AtomicLong count) throws IOException {
        byte[] into = new byte[1000];
        for (int n = 0; n >= 0; n = connection.input().read(into, 0, into.length)) {
            count.addAndGet(n);
        }
    }

    @Test
    void waitingForOctets_keepsNoLargeBuffer() throws Exception {
        var count = new AtomicLong();
        try (Listener listener = open(new Tls.None(), peer -> readAll(peer, count));
                TestClient client = TestClient.connect(listener.port())) {
            client.send(new byte[60_000]);
            await(() -> count.get() == 60_000 && allowance.used.get() == BASE);
        }
        await(() -> allowance.used.get() == 0);
    }

    @Test
    void waitingForARecord_countsIt_andNoMoreOnceItIsRead() throws Exception {
        var count = new AtomicLong();
        var tls = new Tls.Implicit(TestCertificates.serverContext());
        try (Listener listener = open(tls, peer -> readAll(peer, count));
                TestClient client = TestClient.connectTls(listener.port())) {
            client.send(new byte[60_000]);
            await(() ->
                    count.get() == 60_000 && allowance.used.get() == BASE + Connection.TLS_OCTETS);
        }
        await(() -> allowance.used.get() == 0);
    }

    @Test
    void buffersUsedUp_plainPeerIsReadInSmallSteps() throws Exception {
        allowance.mostForBuffers = 0;
        var count = new AtomicLong();
        try (Listener listener = open(new Tls.None(), peer -> readAll(peer, count));
                TestClient client = TestClient.connect(listener.port())) {
            client.send(new byte[600_000]);
            await(() -> count.get() == 600_000);
            assertThat(allowance.used.get()).isEqualTo(BASE);
        }
    }

    @Test
    void buffersUsedUp_longLineOfAStrangerEndsItsConnection() throws Exception {
        allowance.mostForBuffers = 0;
        var end = new CompletableFuture<IOException>();
        try (Listener listener =
                        open(
                                new Tls.None(),
                                peer -> {
                                    try {
                                        peer.input().readLine(100_000);
                                    } catch (IOException e) {
                                        end.complete(e);
                                    }
                                });
                TestClient client = TestClient.connect(listener.port())) {
            client.send("x".repeat(10_000));
            assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(ServerBusyException.class);
        }
    }

    @Test
    void buffersUsedUp_longLineOfTheKnownIsRead() throws Exception {
        allowance.mostForBuffers = 0;
        var line = new CompletableFuture<Integer>();
        try (Listener listener =
                        open(
                                new Tls.None(),
                                peer -> {
                                    peer.setKnown();
                                    line.complete(peer.input().readLine(100_000).length);
                                });
                TestClient client = TestClient.connect(listener.port())) {
            client.send("x".repeat(50_000) + "\r\n");
            assertThat(line.get(10, TimeUnit.SECONDS)).isEqualTo(50_000);
        }
        await(() -> allowance.used.get() == 0);
    }

    @Test
    void memoryUsedUp_newConnectionsHearIt() throws Exception {
        allowance.full = true;
        try (Listener listener = open(new Tls.None(), _ -> {});
                TestClient client = TestClient.connect(listener.port())) {
            assertThat(client.readLine()).isEqualTo("full");
        }
        assertThat(allowance.used.get()).isZero();
    }

    @Test
    void patience_isAskedWhileNothingComes() throws Exception {
        var asked = new AtomicLong();
        var end = new CompletableFuture<IOException>();
        ConnectionHandler judging =
                peer -> {
                    peer.input()
                            .setPatience(() -> {
                                if (asked.incrementAndGet() == 3) {
                                    throw new ServerBusyException("asked often enough");
                                }
                            });
                    try {
                        while (peer.input().read() >= 0) {
                            // The patience ends it.
                        }
                    } catch (IOException e) {
                        end.complete(e);
                    }
                };
        try (Listener listener = open(new Tls.None(), judging);
                TestClient client = TestClient.connect(listener.port())) {
            client.send("x");
            assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(ServerBusyException.class);
        }
    }

    @Test
    void patience_doesNotLengthenTheReadTimeout() throws Exception {
        var end = new CompletableFuture<IOException>();
        ConnectionHandler judging =
                peer -> {
                    peer.setReadTimeout(Duration.ofMillis(50));
                    peer.input().setPatience(() -> {});
                    try {
                        peer.input().read();
                    } catch (IOException e) {
                        end.complete(e);
                    }
                };
        try (Listener listener = open(new Tls.None(), judging);
                TestClient _ = TestClient.connect(listener.port())) {
            assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void manyThatLeaveInTheMiddle_leaveNothingBehind() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        ConnectionHandler echo =
                peer -> {
                    while (true) {
                        byte[] line = peer.input().readLine(20_000);
                        peer.output().write(line);
                        if (line.length % 2 == 0) {
                            peer.output().flush();
                        }
                        peer.input().skip(line.length);
                    }
                };
        try (Listener listener = open(new Tls.None(), echo)) {
            for (int round = 0; round < 20; round++) {
                var clients = new ArrayList<TestClient>();
                for (int i = 0; i < 50; i++) {
                    TestClient client = TestClient.connect(listener.port());
                    client.send("x".repeat(random.nextInt(20_000)) + "\r\n");
                    client.send(new byte[random.nextInt(20_000)]);
                    clients.add(client);
                }
                for (TestClient client : clients) {
                    client.close();
                }
            }
            await(() -> allowance.used.get() == 0);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (!condition.holds() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(condition.holds()).isTrue();
    }

    private Listener open(Tls tls, ConnectionHandler handler) throws IOException {
        var refusing =
                new ConnectionHandler() {
                    @Override
                    public void serve(Connection connection) throws IOException {
                        handler.serve(connection);
                    }

                    @Override
                    public String refusal() {
                        return "full";
                    }
                };
        return Listener.open(
                new ListenerSettings(
                        "test",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        tls,
                        new ConnectionLimits(1000, 1000, allowance)),
                refusing);
    }
}
