package org.posthorn.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

/// How many messages of one size a second are taken over LMTP, by servers that are warm.
final class DeliveryBenchmark {
    private static final int WARM_UP_CONNECTIONS = 16;
    private static final List<Line> SMALL =
            List.of(
                    new Line(4, 1, 3),
                    new Line(4, 16, 6),
                    new Line(4, 64, 8),
                    new Line(30, 1, new Goal.None()),
                    new Line(30, 16, 5),
                    new Line(30, 64, new Goal.None()));
    private static final List<Line> LARGE =
            List.of(new Line(300, 16, 3), new Line(5 * 1024, 16, 1.5));
    private static final int LARGE_CONNECTIONS = 16;
    private static final long OCTETS_IN_STOCK_PER_SECOND = 100L << 20;

    /// A round also ends when a server has taken this much, so that the disk holds it all.
    private static final long MOST_OCTETS_IN_A_ROUND = 1L << 30;

    private final Options options;
    private final List<Peer> peers;
    private final Results results;
    private final Map<Peer, Integer> delivered = new LinkedHashMap<>();
    private long nextNumber;

    DeliveryBenchmark(Options options, List<Peer> peers, Results results) {
        this.options = options;
        this.peers = peers;
        this.results = results;
    }

    void run() throws IOException, InterruptedException {
        warmUp();
        if (options.measurements().contains("delivery")) {
            for (var line : SMALL) {
                deliver(line);
            }
        }
        if (options.measurements().contains("large")) {
            for (var line : LARGE) {
                deliver(line);
            }
        }
        for (var peer : peers) {
            Delivered.verify(peer, delivered.getOrDefault(peer, 0), results);
        }
    }

    /// What has just started is not yet compiled, and its files do not have their size.
    private void warmUp() throws IOException, InterruptedException {
        var longest = options.round().multipliedBy(2);
        var stock = stock(4096, longest);
        for (var peer : peers) {
            deliver(peer, new Load(4096, WARM_UP_CONNECTIONS, longest), stock);
            results.say(peer.name() + " is warm");
        }
    }

    /// Messages of one size over some connections.
    private record Line(int kilobytes, int connections, Goal goal) {
        Line(int kilobytes, int connections, double timesThePeer) {
            this(kilobytes, connections, new Goal.TimesThePeer(timesThePeer));
        }
    }

    private record Load(int sizeOctets, int connections, Duration longest) {}

    private void deliver(Line line) throws IOException, InterruptedException {
        int kilobytes = line.kilobytes;
        int connections = line.connections;
        var size = kilobytes < 1024 ? kilobytes + " KB" : kilobytes / 1024 + " MB";
        var name =
                "delivery of %s, %s"
                        .formatted(
                                size,
                                connections == 1 ? "1 connection" : connections + " connections");
        var measurement = Measurement.rate(name, line.goal);
        var processorTime =
                new Measurement(
                        "processor time for each of " + size, Unit.MICROSECONDS, new Goal.None());
        var load = new Load(kilobytes * 1024, connections, options.round());
        for (int round = options.firstRound(); round <= options.rounds(); round++) {
            var stock = stock(load.sizeOctets, load.longest);
            for (var peer : peers) {
                var before = ProcessorTime.of(peer);
                var outcome = deliver(peer, load, stock);
                var used = ProcessorTime.of(peer).minus(before);
                if (round > 0) {
                    results.add(measurement, peer, outcome.perSecond());
                }
                if (round > 0 && connections == LARGE_CONNECTIONS) {
                    results.add(processorTime, peer, used.toNanos() / 1e3 / outcome.messages());
                }
                results.say(
                        "%s: %s, %s: %,.0f messages/s"
                                .formatted(
                                        peer.name(),
                                        name,
                                        round == 0 ? "warm-up" : "round " + round,
                                        outcome.perSecond()));
            }
        }
    }

    /// New messages for a round; each server gets the same.
    private Stock stock(int sizeOctets, Duration longest) {
        long octets = longest.toSeconds() * OCTETS_IN_STOCK_PER_SECOND;
        int messages = (int) (Math.min(octets, Stock.MOST_OCTETS) / sizeOctets) + 1;
        var stock = Stock.of(Corpus.ofAbout(sizeOctets), nextNumber, messages, octets);
        nextNumber += messages;
        return stock;
    }

    private Delivery.Outcome deliver(Peer peer, Load load, Stock stock)
            throws IOException, InterruptedException {
        stock.rewind();
        int most = (int) (MOST_OCTETS_IN_A_ROUND / load.sizeOctets);
        var outcome =
                new Delivery(stock, Account.RECIPIENTS, load.connections, most, load.longest)
                        .to(peer);
        delivered.merge(peer, outcome.messages(), Integer::sum);
        return outcome;
    }
}
