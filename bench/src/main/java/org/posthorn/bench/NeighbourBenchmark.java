package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// What deliveries to others feel while one account does something to very many messages.
final class NeighbourBenchmark {
    private static final String PURPOSE = "neighbours";
    private static final int SIZE_OCTETS = 4096;
    private static final int ORIGINALS = 5000;
    private static final int WARM_UP_CONNECTIONS = 16;
    private static final int BUFFER_OCTETS = 256 * 1024;

    /// How long an operation may take; then it counts as failed and the next has its turn.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Account DISTINCT = Account.named("distinct");
    private static final Account LARGE = Account.named("large");
    private static final Account MAILDROP = Account.named("maildrop");

    private final Options options;
    private final Peers peers;
    private final Results results;
    private final Failures failures;

    NeighbourBenchmark(Options options, Peers peers, Results results, Failures failures) {
        this.options = options;
        this.peers = peers;
        this.results = results;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        results.section("Deliveries to others meanwhile");
        for (var name : peers.names()) {
            var peer = peers.fresh(name, PURPOSE);
            peer.start();
            var accounts = new ArrayList<>(Account.RECIPIENTS);
            accounts.addAll(List.of(DISTINCT, LARGE, MAILDROP));
            peer.createAccounts(accounts);
            new OnePeer(peer).run();
            peers.discard(peer, PURPOSE);
        }
    }

    /// Something that is done to many messages.
    private interface Act {
        void run() throws IOException;
    }

    /// The time in which something was done.
    ///
    /// @param untilNanos the end of what is looked at, at least some time after the beginning
    private record Stretch(String name, long fromNanos, long doneNanos, long untilNanos) {}

    private final class OnePeer {
        private final Peer peer;
        private final Neighbours neighbours;
        private final List<Stretch> stretches = new ArrayList<>();
        private final int all = options.largeMailbox();
        private final int quarter = Math.max(1, options.largeMailbox() / 4);

        /// Long enough for some hundred deliveries.
        private final Duration shortest =
                options.round().compareTo(Duration.ofSeconds(3)) < 0
                        ? options.round()
                        : Duration.ofSeconds(3);

        OnePeer(Peer peer) {
            this.peer = peer;
            this.neighbours = new Neighbours(peer, failures);
        }

        void run() throws IOException, InterruptedException {
            fill();
            neighbours.start(Account.RECIPIENTS);
            Pause.of(Duration.ofSeconds(1));
            neighbours.awaitCalm();
            long start = System.nanoTime();
            Pause.of(shortest.multipliedBy(2));
            stretches.add(new Stretch("nobody else", start, start, System.nanoTime()));
            guarded("EXPUNGE of messages with bodies of their own", this::expungeDistinct);
            guarded("what is done to the large mailbox", this::workOnLarge);
            guarded("QUIT", this::quit);
            if (peer.canRemoveAccounts()) {
                guarded(
                        "removal",
                        () -> act("removal of %,d", all, () -> peer.removeAccount(LARGE)));
            }
            neighbours.stop();
            neighbours.verify();
            stretches.forEach(this::report);
        }

        private void fill() throws IOException, InterruptedException {
            long start = System.nanoTime();
            var warm = Stock.of(Corpus.ofAbout(SIZE_OCTETS), 0, 4000, Stock.MOST_OCTETS);
            var longest = options.round().multipliedBy(2);
            new Delivery(
                            warm,
                            Account.RECIPIENTS.subList(
                                    Neighbours.CONNECTIONS, Account.RECIPIENTS.size()),
                            WARM_UP_CONNECTIONS,
                            Integer.MAX_VALUE,
                            longest)
                    .to(peer);
            var filling = new Filling(peer, SIZE_OCTETS);
            filling.distinct(DISTINCT, quarter);
            filling.distinct(MAILDROP, quarter);
            filling.copies(LARGE, Math.min(ORIGINALS, quarter / 2 + 1), all);
            results.say(
                    "%s: filled in %,.0f s"
                            .formatted(peer.name(), (System.nanoTime() - start) / 1e9));
        }

        private void expungeDistinct() throws IOException {
            try (var client = login(DISTINCT)) {
                client.run("SELECT INBOX");
                client.run("STORE 1:* +FLAGS.SILENT (\\Deleted)");
                act("EXPUNGE of %,d", quarter, () -> client.run("EXPUNGE"));
            }
        }

        /// One mailbox serves all of these, so that it is filled once.
        private void workOnLarge() throws IOException {
            try (var client = login(LARGE)) {
                client.run("CREATE Copied");
                client.run("CREATE Moved");
                client.run("SELECT INBOX");
                act("STORE of %,d", all, () -> client.run("STORE 1:* +FLAGS (\\Flagged)"));
                act("COPY of %,d", all, () -> client.run("COPY 1:* Copied"));
                act("MOVE of %,d", all, () -> client.run("MOVE 1:* Moved"));
                client.run("SELECT Moved");
                client.run("STORE 1:* +FLAGS.SILENT (\\Deleted)");
                act("EXPUNGE of %,d", all, () -> client.run("EXPUNGE"));
                requireEmpty(client, "Moved");
            }
        }

        private void quit() throws IOException {
            try (var client = Pop3Client.login(peer.pop3sPort(), MAILDROP, PATIENCE)) {
                client.deleteUntil(quarter);
                act("POP3 QUIT of %,d", quarter, client::quit);
            }
            try (var client = login(MAILDROP)) {
                requireEmpty(client, "INBOX");
            }
        }

        private void requireEmpty(ImapClient client, String mailbox) throws IOException {
            int left = client.messages(mailbox);
            if (left != 0) {
                throw new IOException(left + " messages are left in " + mailbox);
            }
        }

        private ImapClient login(Account account) throws IOException {
            return ImapClient.login(peer.imapsPort(), account, BUFFER_OCTETS, PATIENCE);
        }

        /// A part that fails fails the run, but not the other parts.
        private void guarded(String what, Act part) {
            try {
                part.run();
            } catch (IOException e) {
                failures.add(
                        peer.name(), "%s: %s: %s".formatted(peer.name(), what, e.getMessage()));
            }
        }

        private void act(String nameForCount, int count, Act act) throws IOException {
            var name = nameForCount.formatted(count);
            neighbours.awaitCalm();
            var before = ProcessorTime.of(peer);
            long start = System.nanoTime();
            act.run();
            long done = System.nanoTime();
            var used = ProcessorTime.of(peer).minus(before);
            Pause.of(shortest.minusNanos(done - start));
            stretches.add(
                    new Stretch(name, start, done, Math.max(done, start + shortest.toNanos())));
            results.say(
                    "%s: %s: %,.0f ms, %,.0f ms of processor time with the deliveries"
                            .formatted(
                                    peer.name(), name, (done - start) / 1e6, used.toNanos() / 1e6));
        }

        private void report(Stretch stretch) {
            var felt = neighbours.dueBetween(stretch.fromNanos, stretch.untilNanos);
            if (stretch.doneNanos > stretch.fromNanos) {
                double milliseconds = (stretch.doneNanos - stretch.fromNanos) / 1e6;
                add(stretch.name, Unit.MILLISECONDS, milliseconds);
            }
            if (felt.count() == 0) {
                failures.add(
                        peer.name(),
                        peer.name() + " delivered nothing that was due during " + stretch.name);
                return;
            }
            add(stretch.name + ": others' p50", Unit.LATENCY, felt.percentileMillis(50));
            add(stretch.name + ": others' p99", Unit.LATENCY, felt.percentileMillis(99));
            add(stretch.name + ": others' worst", Unit.LATENCY, felt.worstMillis());
        }

        private void add(String name, Unit unit, double value) {
            var goal =
                    name.startsWith("EXPUNGE of %,d:".formatted(quarter)) && name.endsWith("worst")
                            ? new Goal.AtMost(1000)
                            : new Goal.None();
            results.add(new Measurement(name, unit, goal), peer, value);
        }
    }
}
