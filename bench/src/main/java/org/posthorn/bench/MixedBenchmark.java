package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.posthorn.bench.CommandLog.Entry;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;
import org.posthorn.bench.MixedClient.Scenario;

/// Many clients at once that do everything, from the first second of a server that has never run.
final class MixedBenchmark {
    private static final int CLIENTS = 20;
    private static final int ACCOUNTS = 10;
    private static final int WINDOWS = 3;
    private static final int LARGEST_OCTETS = 300 * 1024;
    private static final int MESSAGES_IN_STOCK = 8000;
    private static final int MESSAGES_IN_STOCK_PER_SECOND = 400;
    private static final int BUFFER_OCTETS = 1024;
    private static final long SEED = 20;
    private static final String OTHER_MAILBOX = "Kept";

    private final Options options;
    private final Peers peers;
    private final Results results;
    private final Failures failures;

    MixedBenchmark(Options options, Peers peers, Results results, Failures failures) {
        this.options = options;
        this.peers = peers;
        this.results = results;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        var messages = stock();
        warmUp(messages);
        for (var variant : Variant.values()) {
            results.section("Mixed load, " + variant.label);
            for (var name : peers.names()) {
                var purpose = "mixed-" + variant.purpose;
                var peer = peers.fresh(name, purpose);
                start(peer);
                messages.rewind();
                report(peer, variant, load(peer, variant, options.window(), messages));
                peers.discard(peer, purpose);
            }
        }
    }

    private enum Variant {
        LEAVING("leaving", "sessions that log in and out"),
        STAYING("staying", "sessions that stay");

        private final String purpose;
        private final String label;

        Variant(String purpose, String label) {
            this.purpose = purpose;
            this.label = label;
        }
    }

    /// What happened on one server.
    ///
    /// @param startNanos when the first command began
    private record Outcome(List<Entry> entries, long startNanos, Duration processorTime) {}

    private Stock stock() {
        long wanted = WINDOWS * options.window().toSeconds() * MESSAGES_IN_STOCK_PER_SECOND;
        return Stock.of(
                Corpus.asSentUpTo(LARGEST_OCTETS),
                0,
                (int) Math.min(wanted, MESSAGES_IN_STOCK),
                Stock.MOST_OCTETS);
    }

    /// The clients are not what is measured: their code is compiled before, by talking to a server
    /// that is thrown away.
    private void warmUp(Stock messages) throws IOException, InterruptedException {
        var peer = peers.fresh(peers.names().getLast(), "mixed-rehearsal");
        start(peer);
        load(peer, Variant.LEAVING, options.window().dividedBy(WINDOWS), messages);
        peers.discard(peer, "mixed-rehearsal");
    }

    /// Each account gets a second mailbox, so that there is something to copy to.
    private static void start(Peer peer) throws IOException {
        peer.start();
        var accounts = Account.RECIPIENTS.subList(0, ACCOUNTS);
        peer.createAccounts(accounts);
        for (var account : accounts) {
            try (var client = ImapClient.login(peer.imapsPort(), account, BUFFER_OCTETS)) {
                client.run("CREATE " + OTHER_MAILBOX);
            }
        }
    }

    private Outcome load(Peer peer, Variant variant, Duration window, Stock messages)
            throws IOException, InterruptedException {
        var ledgers =
                Account.RECIPIENTS.subList(0, ACCOUNTS).stream()
                        .map(a -> List.of(new Ledger(a, "INBOX"), new Ledger(a, OTHER_MAILBOX)))
                        .toList();
        var processorTime = ProcessorTime.of(peer);
        long start = System.nanoTime();
        var scenario =
                new Scenario(
                        peer,
                        messages,
                        variant == Variant.STAYING,
                        start + window.multipliedBy(WINDOWS).toNanos(),
                        window.multipliedBy(2).plusSeconds(5));
        var logs =
                Clients.runAll(
                        CLIENTS,
                        i -> {
                            int account = i % ACCOUNTS;
                            var owner = Account.RECIPIENTS.get(account);
                            var mailboxes = ledgers.get(account);
                            return new MixedClient(scenario, owner, mailboxes, SEED + i).run();
                        });
        var used = ProcessorTime.of(peer).minus(processorTime);
        verify(scenario, ledgers);
        var entries = logs.stream().flatMap(log -> log.entries().stream()).toList();
        return new Outcome(entries, start, used);
    }

    private void verify(Scenario scenario, List<List<Ledger>> ledgers)
            throws IOException, InterruptedException {
        var all = ledgers.stream().flatMap(List::stream).toList();
        Clients.runAll(
                all.size(),
                i -> {
                    verify(scenario, all.get(i));
                    return i;
                });
    }

    private void verify(Scenario scenario, Ledger ledger) {
        var server = scenario.peer().name();
        try {
            var missing = ledger.missingAt(scenario.peer(), scenario.patience());
            if (!missing.isEmpty()) {
                failures.add(
                        server,
                        "%s has lost %d messages in %s, the first of them %s"
                                .formatted(
                                        server, missing.size(), ledger, missing.iterator().next()));
            }
        } catch (IOException e) {
            failures.add(server, server + " does not show " + ledger + ": " + e.getMessage());
        }
    }

    private void report(Peer peer, Variant variant, Outcome outcome) {
        long window = options.window().toNanos();
        var seconds = options.window().toSeconds();
        for (int i = 0; i < WINDOWS; i++) {
            long from = outcome.startNanos + i * window;
            var name = List.of("first", "second", "third").get(i) + " " + seconds + " s";
            Predicate<Entry> ended =
                    e -> !e.failed() && e.endNanos() > from && e.endNanos() <= from + window;
            Predicate<Entry> begun = e -> e.startNanos() >= from && e.startNanos() < from + window;
            double completed = outcome.entries.stream().filter(ended).count();
            var begunHere = outcome.entries.stream().filter(begun).toList();
            add(
                    peer,
                    "commands in the " + name,
                    Unit.COMMANDS,
                    new Goal.TimesThePeer(1),
                    completed);
            latencies(peer, name, begunHere);
            results.say(
                    "%s, %s, %s: %,.0f commands, %,.0f/s%n%s"
                            .formatted(
                                    peer.name(),
                                    variant.label,
                                    name,
                                    completed,
                                    completed * 1e9 / window,
                                    CommandTable.of(begunHere)));
        }
        long completed = outcome.entries.stream().filter(e -> !e.failed()).count();
        add(
                peer,
                "processor time per command",
                Unit.MICROSECONDS,
                new Goal.None(),
                outcome.processorTime.toNanos() / 1e3 / Math.max(1, completed));
        errors(peer, variant, outcome);
    }

    private void latencies(Peer peer, String window, List<Entry> entries) {
        var latencies = Latencies.of(entries.stream().mapToLong(Entry::nanos));
        if (latencies.count() == 0) {
            // All clients wait since an earlier stretch: no time is no short time.
            return;
        }
        add(peer, "p50, " + window, Unit.LATENCY, new Goal.None(), latencies.percentileMillis(50));
        add(peer, "p99, " + window, Unit.LATENCY, new Goal.None(), latencies.percentileMillis(99));
        add(
                peer,
                "worst command, " + window,
                Unit.LATENCY,
                new Goal.AtMost(1000),
                latencies.worstMillis());
    }

    private void errors(Peer peer, Variant variant, Outcome outcome) {
        var failed = outcome.entries.stream().filter(Entry::failed).toList();
        add(peer, "errors", Unit.ERRORS, new Goal.AtMost(0), failed.size());
        for (var cause : CommandTable.causes(failed)) {
            failures.add(peer.name(), "%s, %s: %s".formatted(peer.name(), variant.label, cause));
        }
    }

    private void add(Peer peer, String what, Unit unit, Goal goal, double value) {
        results.add(new Measurement(what, unit, goal), peer, value);
    }
}
