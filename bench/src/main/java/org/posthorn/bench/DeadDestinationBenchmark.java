package org.posthorn.bench;

import java.io.IOException;
import java.util.ArrayList;
import org.posthorn.bench.Consignment.Weather;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;
import org.posthorn.bench.OutboundBenchmark.Run;

/// What others feel of a long queue for a host that does not answer: their mail is to come through
/// as fast, from a server that is as small, as without it.
final class DeadDestinationBenchmark {
    private static final int SIZE_OCTETS = 4096;
    private static final int QUEUED_OCTETS = 2048;
    private static final int LETTERS = 2000;
    private static final int SHARE_PERCENT = 90;
    private static final int MOST_MEBIBYTES = 10;
    private static final double MEBIBYTE = 1 << 20;

    private final Options options;
    private final Results results;
    private final Run run;

    DeadDestinationBenchmark(Options options, Results results, Run run) {
        this.options = options;
        this.results = results;
        this.run = run;
    }

    /// A server in one state.
    private record State(double through, double heapMebibytes, double residentMebibytes) {}

    void run() throws IOException, InterruptedException {
        var empty = measure("empty queue");
        int queued = fill();
        var full = measure("%,d queued for a dead host".formatted(queued));
        add(
                "share of the rate",
                Unit.PERCENT,
                new Goal.AtLeast(SHARE_PERCENT),
                100 * full.through / empty.through);
        if (full.heapMebibytes > 0) {
            add(
                    "heap more than before",
                    Unit.MEBIBYTES,
                    new Goal.AtMost(MOST_MEBIBYTES),
                    full.heapMebibytes - empty.heapMebibytes);
        }
        add(
                "resident memory more than before",
                Unit.MEBIBYTES,
                new Goal.None(),
                full.residentMebibytes - empty.residentMebibytes);
    }

    private int fill() throws IOException, InterruptedException {
        var letters = Letters.ofAbout(QUEUED_OCTETS, LETTERS);
        var post = new Post.Relayed(letters, Consignment.DEAD_DOMAIN);
        var outcome = run.leave(run.consignment(options.deadQueue(), Weather.FAIR), post);
        results.say(
                "%s: %,d for a host that does not answer: %,.0f messages/s in"
                        .formatted(run.peer().name(), outcome.messages(), outcome.perSecond()));
        return outcome.messages();
    }

    private State measure(String name) throws IOException, InterruptedException {
        var post = new Post.Relayed(Letters.ofAbout(SIZE_OCTETS, LETTERS), Consignment.SINK_DOMAIN);
        var rates = new ArrayList<Double>();
        for (int round = options.firstRound(); round <= options.rounds(); round++) {
            var passage = run.pass(run.consignment(options.relayed(), Weather.FAIR), post, 0);
            if (round > 0) {
                rates.add(passage.through());
                add(
                        "4 KB through, " + name,
                        Unit.MESSAGES_PER_SECOND,
                        new Goal.None(),
                        passage.through());
            }
            results.say(
                    "%s: %s, %s: %,.0f messages/s through"
                            .formatted(
                                    run.peer().name(),
                                    name,
                                    round == 0 ? "warm-up" : "round " + round,
                                    passage.through()));
        }
        double heap = run.peer().heapOctets().orElse(0) / MEBIBYTE;
        double resident = Memory.residentOctets(run.peer()) / MEBIBYTE;
        if (heap > 0) {
            add("heap, " + name, Unit.MEBIBYTES, new Goal.None(), heap);
        }
        add("resident memory, " + name, Unit.MEBIBYTES, new Goal.None(), resident);
        return new State(OutboundBenchmark.median(rates), heap, resident);
    }

    private void add(String name, Unit unit, Goal goal, double value) {
        results.add(new Measurement(name, unit, goal), run.peer(), value);
    }
}
