package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// All measurements in order; in each round every server has its turn.
///
/// Those that deliver, start, fetch, are idle and write to a group share one server of each; the
/// others have servers of their own.
final class Benchmark {
    private static final int LARGE_BUFFER_OCTETS = 256 * 1024;
    private static final int SMALL_BUFFER_OCTETS = 1024;
    private static final int FILL_CONNECTIONS = 16;
    private static final int HANDSHAKES_AT_ONCE = 16;
    private static final int STARTS_A_ROUND = 2;
    private static final int FETCHED_SIZE_OCTETS = 4096;
    private static final long FETCHED_FIRST_NUMBER = 1L << 32;
    private static final long LEAST_OCTETS = FETCHED_SIZE_OCTETS * 9 / 10;
    private static final Duration FETCH_ROUND = Duration.ofSeconds(1);

    private static final Set<String> OF_SHARED_SERVERS =
            Set.of("delivery", "large", "start", "fetch", "idle", "group");

    private static final List<Fetched> FETCHED =
            List.of(
                    new Fetched("FLAGS", 3),
                    new Fetched("ENVELOPE", 3),
                    new Fetched("BODY.PEEK[]", 2));

    private static final String PURPOSE = "shared";

    private final Options options;
    private final Peers allPeers;
    private final Results results;
    private final Failures failures;
    private final List<Peer> peers = new ArrayList<>();

    Benchmark(Options options, Peers peers, Results results, Failures failures) {
        this.options = options;
        this.allPeers = peers;
        this.results = results;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        if (options.measurements().stream().anyMatch(OF_SHARED_SERVERS::contains)) {
            ofSharedServers();
        }
        if (asksFor("mixed")) {
            new MixedBenchmark(options, allPeers, results, failures).run();
        }
        if (asksFor("neighbours")) {
            new NeighbourBenchmark(options, allPeers, results, failures).run();
        }
        if (asksFor("changes")) {
            new ChangesBenchmark(options, allPeers, results, failures).run();
        }
        if (asksFor("small-heap")) {
            new SmallHeapBenchmark(options, allPeers, results, failures).run();
        }
        if (asksFor("octets")) {
            new OctetsBenchmark(options, allPeers, results).run();
        }
        if (asksFor("select")) {
            new SelectBenchmark(options, allPeers, results).run();
        }
        if (asksFor("reclaiming")) {
            new ReclaimingBenchmark(options, allPeers, results, failures).run();
        }
        if (options.measurements().stream().anyMatch(OutboundBenchmark.MEASUREMENTS::contains)) {
            new OutboundBenchmark(options, allPeers, results, failures).run();
        }
    }

    private void ofSharedServers() throws IOException, InterruptedException {
        for (var name : allPeers.names()) {
            peers.add(allPeers.fresh(name, PURPOSE));
        }
        firstStart();
        if (asksFor("delivery") || asksFor("large")) {
            new DeliveryBenchmark(options, peers, results).run();
        }
        if (asksFor("fetch")) {
            fill();
        }
        if (asksFor("start")) {
            starts();
        }
        if (asksFor("fetch")) {
            fetch();
        }
        if (asksFor("idle")) {
            idle();
        }
        if (asksFor("group")) {
            new GroupBenchmark(options, peers, results, failures).run();
        }
        for (var peer : peers) {
            allPeers.discard(peer, PURPOSE);
        }
    }

    private boolean asksFor(String measurement) {
        return options.measurements().contains(measurement);
    }

    private void firstStart() throws IOException {
        var first =
                new Measurement("start to listening, first", Unit.MILLISECONDS, new Goal.None());
        for (var peer : peers) {
            say("%s starts".formatted(peer.name()));
            double milliseconds = peer.start().toNanos() / 1e6;
            if (asksFor("start")) {
                results.add(first, peer, milliseconds);
            }
            var accounts = new ArrayList<>(Account.RECIPIENTS);
            accounts.add(Account.READER);
            peer.createAccounts(accounts);
        }
    }

    private void starts() throws IOException {
        var start = new Measurement("start to listening", Unit.MILLISECONDS, new Goal.AtMost(2000));
        for (int i = 0; i < STARTS_A_ROUND * options.rounds(); i++) {
            for (var peer : peers) {
                peer.stop();
                double milliseconds = peer.start().toNanos() / 1e6;
                results.add(start, peer, milliseconds);
                say("%s listens after %.0f ms".formatted(peer.name(), milliseconds));
            }
        }
    }

    private void fill() throws IOException, InterruptedException {
        var stock =
                Stock.of(
                        Corpus.ofAbout(FETCHED_SIZE_OCTETS),
                        FETCHED_FIRST_NUMBER,
                        options.messages(),
                        Stock.MOST_OCTETS);
        var load =
                new Delivery(
                        stock,
                        List.of(Account.READER),
                        FILL_CONNECTIONS,
                        options.messages(),
                        Duration.ofMinutes(10));
        var measurement =
                Measurement.rate(
                        "delivery of 4 KB to one mailbox, 16 connections", new Goal.None());
        for (var peer : peers) {
            stock.rewind();
            var outcome = load.to(peer);
            results.add(measurement, peer, outcome.perSecond());
            say(
                    "%s: %,d messages to one mailbox: %,.0f messages/s"
                            .formatted(peer.name(), outcome.messages(), outcome.perSecond()));
        }
    }

    private void fetch() throws IOException, InterruptedException {
        for (var peer : peers) {
            peer.stop();
            peer.start();
        }
        for (int round = 0; round <= options.rounds(); round++) {
            for (var peer : peers) {
                fetch(peer, round == 0);
            }
        }
    }

    /// What is asked of each message, and how many times the other server's rate is the goal.
    private record Fetched(String item, double timesThePeer) {}

    private void fetch(Peer peer, boolean first) throws IOException {
        try (var client = ImapClient.login(peer.imapsPort(), Account.READER, LARGE_BUFFER_OCTETS)) {
            client.run("SELECT INBOX");
            for (var fetched : FETCHED) {
                var item = fetched.item;
                var name = "FETCH 1:* (%s)%s".formatted(item, first ? ", first" : "");
                var goal = new Goal.TimesThePeer(first ? 1 : fetched.timesThePeer);
                double rate = fetchRate(client, item, first ? Duration.ZERO : FETCH_ROUND);
                results.add(Measurement.rate(name, goal), peer, rate);
                say("%s: %s: %,.0f messages/s".formatted(peer.name(), name, rate));
            }
        }
    }

    /// Fetches at least once, and as often as fits into the time.
    private double fetchRate(ImapClient client, String item, Duration time) throws IOException {
        long start = System.nanoTime();
        long end;
        long messages = 0;
        do {
            long octets = client.fetchAll(item, options.messages());
            end = System.nanoTime();
            messages += options.messages();
            if (item.equals("BODY.PEEK[]") && octets < options.messages() * LEAST_OCTETS) {
                throw new IOException("the bodies have only " + octets + " octets");
            }
        } while (end - start < time.toNanos());
        return messages * 1e9 / (end - start);
    }

    private void idle() throws IOException, InterruptedException {
        var heap = new Measurement("heap per idle session", Unit.KIBIBYTES, new Goal.AtMost(32));
        var resident =
                new Measurement(
                        "resident memory per idle session", Unit.KIBIBYTES, new Goal.None());
        for (var peer : peers) {
            peer.stop();
            peer.start();
            closeAll(openIdle(peer, Math.min(100, options.sessions())));
            settle();
            var heapBefore = peer.heapOctets();
            long residentBefore = Memory.residentOctets(peer);
            var sessions = openIdle(peer, options.sessions());
            settle();
            var heapAfter = peer.heapOctets();
            long residentAfter = Memory.residentOctets(peer);
            closeAll(sessions);
            double perSession = 1024.0 * options.sessions();
            if (heapBefore.isPresent() && heapAfter.isPresent()) {
                long octets = heapAfter.getAsLong() - heapBefore.getAsLong();
                results.add(heap, peer, octets / perSession);
            }
            results.add(resident, peer, (residentAfter - residentBefore) / perSession);
            say(
                    "%s: %d sessions in IDLE: %,.1f KiB each"
                            .formatted(
                                    peer.name(),
                                    options.sessions(),
                                    (residentAfter - residentBefore) / perSession));
        }
    }

    private static List<ImapClient> openIdle(Peer peer, int sessions)
            throws IOException, InterruptedException {
        var atOnce = new Semaphore(HANDSHAKES_AT_ONCE);
        return Clients.runAll(
                sessions,
                i -> {
                    atOnce.acquire();
                    try {
                        var account = Account.RECIPIENTS.get(i % Account.RECIPIENTS.size());
                        var client =
                                ImapClient.login(peer.imapsPort(), account, SMALL_BUFFER_OCTETS);
                        client.run("SELECT INBOX");
                        client.beginIdle();
                        return client;
                    } finally {
                        atOnce.release();
                    }
                });
    }

    private static void closeAll(List<ImapClient> sessions) throws IOException {
        for (var session : sessions) {
            session.endIdle();
            session.close();
        }
    }

    /// Lets the server finish what it does after the last answer.
    private static void settle() throws InterruptedException {
        Thread.sleep(1000);
    }

    private void say(String sentence) {
        results.say(sentence);
    }
}
