package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Mail for elsewhere: what relaying, submitting and a host that does not answer do to a server.
///
/// One server after the other, never both at once: each has the disk and the processors to itself.
final class OutboundBenchmark {
    static final Set<String> MEASUREMENTS = Set.of("relay", "submission", "dead-destination");
    static final int CLIENTS = 16;
    private static final String PURPOSE = "outbound";

    private final Options options;
    private final Peers peers;
    private final Results results;
    private final Failures failures;
    private int consignments;

    OutboundBenchmark(Options options, Peers peers, Results results, Failures failures) {
        this.options = options;
        this.peers = peers;
        this.results = results;
        this.failures = failures;
    }

    void run() throws IOException, InterruptedException {
        for (var name : peers.relayNames()) {
            consignments = 0;
            try (var sink = Sink.open();
                    var dead = DeadHost.open()) {
                var hops = new RelayPeer.NextHops(sink.port(), dead.port());
                var peer = peers.freshRelay(name, PURPOSE, hops);
                try {
                    measure(peer, sink);
                } catch (IOException e) {
                    failures.add(name, "%s: outbound: %s".formatted(name, e.getMessage()));
                }
                if (sink.unexpected() > 0) {
                    failures.add(name, name + " sent what nobody wrote: " + sink.unexpected());
                }
                peers.discard(peer, PURPOSE);
            }
        }
    }

    private void measure(RelayPeer peer, Sink sink) throws IOException, InterruptedException {
        peer.start();
        peer.createAccounts(Account.RECIPIENTS.subList(0, CLIENTS));
        var run = new Run(peer, sink);
        if (asksFor("relay")) {
            results.section("Relaying", peers.relayNames());
            new RelayBenchmark(options, results, run).run();
        }
        if (asksFor("submission")) {
            results.section("Submission", peers.relayNames());
            new SubmissionBenchmark(options, results, run).run();
        }
        if (asksFor("dead-destination")) {
            results.section("Beside a host that does not answer", peers.relayNames());
            new DeadDestinationBenchmark(options, results, run).run();
        }
    }

    private boolean asksFor(String measurement) {
        return options.measurements().contains(measurement);
    }

    /// What was measured of a consignment.
    ///
    /// @param through how many a second until the last was at the sink or refused there
    record Passage(
            Consignment consignment,
            double takenIn,
            double through,
            double generatorPercent,
            double sinkPercent,
            double serverMicrosEach) {}

    /// Consignments to one server, whose ways all end at one sink.
    final class Run {
        private final RelayPeer peer;
        private final Sink sink;

        private Run(RelayPeer peer, Sink sink) {
            this.peer = peer;
            this.sink = sink;
        }

        RelayPeer peer() {
            return peer;
        }

        /// A new consignment, which the sink expects; those of the same turn are alike for each
        /// server.
        Consignment consignment(int messages, Consignment.Weather weather) {
            consignments++;
            var consignment = new Consignment(consignments, messages, weather);
            sink.expect(consignment);
            return consignment;
        }

        /// Hands it over and waits until it is through.
        Passage pass(Consignment consignment, Post post, double perSecond)
                throws IOException, InterruptedException {
            var handover = new Handover(consignment, post, CLIENTS, perSecond, longest());
            var own = OwnTime.now(sink);
            var used = ProcessorTime.of(peer);
            var outcome = handover.to(peer);
            new Arrival(peer, consignment, failures).await(outcome.messages());
            var ownAfter = OwnTime.now(sink);
            long nanos = consignment.lastSettledNanos() - outcome.startNanos();
            double settled = consignment.settled();
            return new Passage(
                    consignment,
                    outcome.perSecond(),
                    settled * 1e9 / nanos,
                    own.generatorPercent(ownAfter),
                    own.sinkPercent(ownAfter),
                    ProcessorTime.of(peer).minus(used).toNanos() / 1e3 / settled);
        }

        /// Hands over what is not waited for.
        Handover.Outcome leave(Consignment consignment, Post post)
                throws IOException, InterruptedException {
            return new Handover(consignment, post, CLIENTS, 0, longest()).to(peer);
        }

        private Duration longest() {
            return Duration.ofMinutes(5);
        }
    }

    /// The rates of all rounds that count.
    static double median(List<Double> rates) {
        return Results.median(rates).orElseThrow();
    }
}
