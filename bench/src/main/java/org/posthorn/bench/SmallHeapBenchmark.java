package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// Whether Posthorn serves twenty sessions on a large mailbox, of which one changes all of it, with
/// a heap of 256 MiB. Others receive mail meanwhile.
final class SmallHeapBenchmark {
    private static final String PURPOSE = "small-heap";
    private static final String HEAP = "-Xmx256m";
    private static final int SESSIONS = 20;
    private static final int SIZE_OCTETS = 4096;
    private static final int ORIGINALS = 2_000;
    private static final int BUFFER_OCTETS = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Account LARGE = Account.named("large");

    private final Options options;
    private final Peers peers;
    private final Results results;
    private final Failures failures;
    private final List<Stretch> stretches = new ArrayList<>();

    SmallHeapBenchmark(Options options, Peers peers, Results results, Failures failures) {
        this.options = options;
        this.peers = peers;
        this.results = results;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        if (!peers.names().contains(PosthornPeer.NAME)) {
            return;
        }
        results.section("Twenty sessions on a large mailbox, Posthorn with " + HEAP);
        var peer = peers.freshWith(HEAP, PURPOSE);
        peer.start();
        var accounts = new ArrayList<>(Account.RECIPIENTS);
        accounts.add(LARGE);
        peer.createAccounts(accounts);
        int count = options.largeMailbox();
        new Filling(peer, SIZE_OCTETS).copies(LARGE, Math.min(ORIGINALS, count), count);
        var neighbours = new Neighbours(peer, failures);
        neighbours.start(Account.RECIPIENTS);
        try {
            change(peer, count);
        } catch (IOException e) {
            failures.add(peer.name(), "with " + HEAP + ": " + e.getMessage());
        }
        neighbours.stop();
        neighbours.verify();
        for (var stretch : stretches) {
            var felt = neighbours.dueBetween(stretch.fromNanos, stretch.untilNanos);
            double milliseconds = (stretch.untilNanos - stretch.fromNanos) / 1e6;
            add(peer, stretch.name, Unit.MILLISECONDS, milliseconds);
            add(peer, stretch.name + ": others' worst", Unit.LATENCY, felt.worstMillis());
        }
        peers.discard(peer, PURPOSE);
    }

    private void add(Peer peer, String name, Unit unit, double value) {
        results.add(new Measurement(name, unit, new Goal.None()), peer, value);
    }

    private void change(Peer peer, int count) throws IOException, InterruptedException {
        List<ImapClient> sessions = new ArrayList<>();
        try {
            timed(
                    "%d sessions SELECT %,d and FETCH FLAGS".formatted(SESSIONS, count),
                    () -> sessions.addAll(Clients.runAll(SESSIONS, _ -> open(peer, count))));
            var one = sessions.getFirst();
            one.run("CREATE Copied");
            timed("STORE of all", () -> one.run("STORE 1:* +FLAGS.SILENT (\\Deleted)"));
            timed("all others hear of it", () -> hear(sessions));
            timed("COPY of all", () -> one.run("COPY 1:* Copied"));
            timed("EXPUNGE of all", () -> one.run("EXPUNGE"));
            timed("all others hear of that", () -> hear(sessions));
            int left = one.messages("INBOX");
            int copied = one.messages("Copied");
            if (left != 0 || copied != count) {
                throw new IOException(left + " messages are left and " + copied + " copied");
            }
        } finally {
            for (var session : sessions) {
                session.close();
            }
        }
    }

    private static ImapClient open(Peer peer, int count) throws IOException {
        var client = ImapClient.login(peer.imapsPort(), LARGE, BUFFER_OCTETS, PATIENCE);
        client.run("SELECT INBOX");
        client.fetchAll("FLAGS", count);
        return client;
    }

    private static void hear(List<ImapClient> sessions) throws IOException, InterruptedException {
        Clients.runAll(
                sessions.size() - 1,
                i -> {
                    sessions.get(i + 1).run("NOOP");
                    return true;
                });
    }

    private record Stretch(String name, long fromNanos, long untilNanos) {}

    private interface Act {
        void run() throws IOException, InterruptedException;
    }

    private void timed(String name, Act act) throws IOException, InterruptedException {
        long start = System.nanoTime();
        act.run();
        stretches.add(new Stretch(name, start, System.nanoTime()));
    }
}
