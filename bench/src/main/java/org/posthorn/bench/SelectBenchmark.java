package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// How long it takes to open a large mailbox, after a restart and again.
final class SelectBenchmark {
    private static final String PURPOSE = "select";
    private static final int SIZE_OCTETS = 4096;
    private static final int ORIGINALS = 2_000;
    private static final int TIMES = 20;
    private static final int BUFFER_OCTETS = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int FIRST_GOAL_MILLIS = 300;
    private static final int AGAIN_GOAL_MILLIS = 20;
    private static final Account LARGE = Account.named("large");

    private final Options options;
    private final Peers peers;
    private final Results results;

    SelectBenchmark(Options options, Peers peers, Results results) {
        this.options = options;
        this.peers = peers;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        results.section("Opening a large mailbox");
        int count = options.largeMailbox();
        for (var name : peers.names()) {
            var peer = peers.fresh(name, PURPOSE);
            peer.start();
            peer.createAccounts(List.of(LARGE));
            new Filling(peer, SIZE_OCTETS).copies(LARGE, Math.min(ORIGINALS, count), count);
            for (int round = 1; round <= options.rounds(); round++) {
                peer.stop();
                peer.start();
                double first = add(peer, "first SELECT of %,d after a start", FIRST_GOAL_MILLIS);
                results.say("%s: first SELECT: %,.1f ms".formatted(peer.name(), first));
            }
            for (int i = 0; i < TIMES; i++) {
                add(peer, "SELECT of %,d again", AGAIN_GOAL_MILLIS);
            }
            peers.discard(peer, PURPOSE);
        }
    }

    private double add(Peer peer, String nameForCount, int goalMillis) throws IOException {
        var name = nameForCount.formatted(options.largeMailbox());
        var measurement = new Measurement(name, Unit.LATENCY, new Goal.AtMost(goalMillis));
        double milliseconds = select(peer);
        results.add(measurement, peer, milliseconds);
        return milliseconds;
    }

    /// Each time is one of a new session; what that costs is no matter of SELECT.
    private double select(Peer peer) throws IOException {
        try (var client = ImapClient.login(peer.imapsPort(), LARGE, BUFFER_OCTETS, PATIENCE)) {
            client.run("NOOP");
            var exists = "* " + options.largeMailbox() + " EXISTS";
            var found = new AtomicBoolean();
            long start = System.nanoTime();
            var done =
                    client.ask(
                            "SELECT INBOX",
                            line -> found.compareAndSet(false, line.equals(exists)));
            long end = System.nanoTime();
            if (!done.ok() || !found.get()) {
                throw new IOException("SELECT was answered without " + exists + ": " + done.text());
            }
            client.run("LOGOUT");
            return (end - start) / 1e6;
        }
    }
}
