package org.posthorn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// What deliveries feel while Posthorn gives back the octets of what was expunged, and while it
/// checks all that is left.
final class ReclaimingBenchmark {
    private static final String PURPOSE = "reclaiming";
    private static final List<Integer> KILOBYTES = List.of(300, 5 * 1024);
    private static final int CONNECTIONS = 16;
    private static final int BUFFER_OCTETS = 64 * 1024;
    private static final long GIBIBYTE = 1L << 30;
    private static final long FIRST_NUMBER = 1L << 38;

    /// How many times the p99 of nobody else that of the others may be.
    private static final int GOAL = 2;

    private static final Duration LONGEST_FILL = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /// Longer than Posthorn keeps the octets of what was expunged.
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(3);

    /// Longer than Posthorn waits before it looks anew for what can be reclaimed.
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Account LARGE = Account.named("large");

    private final Options options;
    private final Peers peers;
    private final Results results;
    private final Failures failures;

    ReclaimingBenchmark(Options options, Peers peers, Results results, Failures failures) {
        this.options = options;
        this.peers = peers;
        this.results = results;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        if (!peers.names().contains(PosthornPeer.NAME)) {
            return;
        }
        results.section("Deliveries while octets are reclaimed and the store is checked");
        long room = Files.getFileStore(options.directory()).getUsableSpace();
        long needed = options.reclaimGibibytes() * GIBIBYTE * 5 / 4 + GIBIBYTE;
        if (room < needed) {
            failures.add(
                    PosthornPeer.NAME,
                    "reclaiming needs %,d MiB in %s, and %,d are left; --reclaim-gib takes less"
                            .formatted(needed >> 20, options.directory(), room >> 20));
            return;
        }
        var peer = peers.freshWith("", PURPOSE);
        peer.start();
        var accounts = new ArrayList<>(Account.RECIPIENTS);
        accounts.add(LARGE);
        peer.createAccounts(accounts);
        new OnePeer(peer).run();
        peers.discard(peer, PURPOSE);
    }

    /// A part that may fail while the others go on.
    private interface Act {
        void run() throws IOException;
    }

    /// The time in which something was done.
    private record Stretch(String name, long fromNanos, long untilNanos) {}

    private final class OnePeer {
        private final PosthornPeer peer;
        private final Path segments;
        private final Neighbours neighbours;
        private final List<Stretch> stretches = new ArrayList<>();
        private int filled;

        OnePeer(PosthornPeer peer) {
            this.peer = peer;
            this.segments = peer.data().resolve("segments");
            this.neighbours = new Neighbours(peer, failures);
        }

        void run() throws IOException, InterruptedException {
            for (int kilobytes : KILOBYTES) {
                fill(kilobytes * 1024);
            }
            results.say("segments: %,d MiB".formatted(KeptOctets.of(segments) >> 20));
            neighbours.start(Account.RECIPIENTS);
            expunge();
            leaveAlone();
            guarded("reclaiming", this::reclaim);
            guarded("check", this::check);
            neighbours.stop();
            neighbours.verify();
            report();
        }

        private void guarded(String what, Act part) {
            try {
                part.run();
            } catch (IOException e) {
                failures.add(peer.name(), what + ": " + e.getMessage());
            }
        }

        /// A half of all octets is of each size.
        private void fill(int sizeOctets) throws IOException, InterruptedException {
            long octets = options.reclaimGibibytes() * GIBIBYTE / KILOBYTES.size();
            int messages = (int) (octets / sizeOctets);
            var stock = Stock.of(Corpus.ofAbout(sizeOctets), FIRST_NUMBER, 0, 0);
            var outcome =
                    new Delivery(stock, List.of(LARGE), CONNECTIONS, messages, LONGEST_FILL)
                            .to(peer);
            if (outcome.messages() < messages) {
                throw new IOException(
                        "only %,d of %,d messages were taken in %d minutes"
                                .formatted(outcome.messages(), messages, LONGEST_FILL.toMinutes()));
            }
            filled += messages;
            results.say(
                    "%,d messages in %,.0f s".formatted(messages, outcome.time().toMillis() / 1e3));
        }

        private void expunge() throws IOException {
            try (var client = login()) {
                client.run("SELECT INBOX");
                for (var set : MessageSets.threeOfFive(filled)) {
                    client.run("STORE " + set + " +FLAGS.SILENT (\\Deleted)");
                }
                client.run("EXPUNGE");
            }
            results.say("%,d of %,d messages are expunged".formatted(expunged(), filled));
        }

        private int expunged() {
            return MessageSets.countOfThreeOfFive(filled);
        }

        /// Posthorn keeps the octets for a minute, in which the disk gets over the filling.
        private void leaveAlone() {
            Pause.of(SETTLING);
            neighbours.awaitCalm();
            long start = System.nanoTime();
            Pause.of(options.round().multipliedBy(10));
            stretches.add(new Stretch("nobody else", start, System.nanoTime()));
        }

        private void reclaim() throws IOException {
            var shrinking = new Shrinking(QUIET);
            long start = System.nanoTime();
            long now = start;
            while (!shrinking.isOver(now) && now - start < PATIENCE.toNanos()) {
                Pause.of(LOOK);
                now = System.nanoTime();
                shrinking.look(files(), now);
                if (shrinking.gone() == 0 && now - start > LONGEST_KEPT.toNanos()) {
                    throw new IOException(
                            "no segment went in " + LONGEST_KEPT.toMinutes() + " minutes");
                }
            }
            stretches.add(
                    new Stretch(
                            "reclaiming of 60 %% of %d GiB".formatted(options.reclaimGibibytes()),
                            shrinking.fromNanos(),
                            shrinking.untilNanos()));
            results.say(
                    "%,d segments went; those that are left: %,d MiB"
                            .formatted(shrinking.gone(), KeptOctets.of(segments) >> 20));
        }

        private void check() throws IOException {
            neighbours.awaitCalm();
            long start = System.nanoTime();
            long findings = peer.check(PATIENCE);
            stretches.add(new Stretch("check of what is left", start, System.nanoTime()));
            if (findings > 0) {
                throw new IOException("the check of the store found " + findings + " flaws");
            }
            try (var client = login()) {
                int left = client.messages("INBOX");
                if (left != filled - expunged()) {
                    throw new IOException(
                            "%d messages are left of %d".formatted(left, filled - expunged()));
                }
            }
        }

        private ImapClient login() throws IOException {
            return ImapClient.login(peer.imapsPort(), LARGE, BUFFER_OCTETS, PATIENCE);
        }

        private Set<String> files() throws IOException {
            try (var files = Files.list(segments)) {
                return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            }
        }

        private void report() {
            var alone = stretches.getFirst();
            double most = GOAL * felt(alone).percentileMillis(99);
            report(alone, new Goal.None());
            for (var stretch : stretches.subList(1, stretches.size())) {
                double milliseconds = (stretch.untilNanos - stretch.fromNanos) / 1e6;
                add(stretch.name, Unit.MILLISECONDS, milliseconds, new Goal.None());
                report(stretch, new Goal.AtMost(most));
            }
        }

        /// @param goal of the p99
        private void report(Stretch stretch, Goal goal) {
            var felt = felt(stretch);
            if (felt.count() == 0) {
                failures.add(
                        peer.name(),
                        peer.name() + " delivered nothing that was due during " + stretch.name);
                return;
            }
            var none = new Goal.None();
            var others = stretch.name + ": others' ";
            add(others + "p50", Unit.LATENCY, felt.percentileMillis(50), none);
            add(others + "p99", Unit.LATENCY, felt.percentileMillis(99), goal);
            add(others + "worst", Unit.LATENCY, felt.worstMillis(), none);
        }

        private Latencies felt(Stretch stretch) {
            return neighbours.dueBetween(stretch.fromNanos, stretch.untilNanos);
        }

        private void add(String name, Unit unit, double value, Goal goal) {
            results.add(new Measurement(name, unit, goal), peer, value);
        }
    }
}
