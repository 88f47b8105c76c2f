package org.posthorn.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.bench.Consignment.Weather;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;
import org.posthorn.bench.OutboundBenchmark.Passage;
import org.posthorn.bench.OutboundBenchmark.Run;

/// Mail from one server to another: how much is taken in and comes through, and at half of that
/// rate, how long a message takes.
final class RelayBenchmark {
    private static final int LETTERS_OCTETS = 32 << 20;
    private static final List<Line> LINES = List.of(new Line(4, 1, 3), new Line(100, 4, 2));
    private static final int ROUNDS_AT_HALF = 3;

    private final Options options;
    private final Results results;
    private final Run run;

    RelayBenchmark(Options options, Results results, Run run) {
        this.options = options;
        this.results = results;
        this.run = run;
    }

    /// Messages of one size.
    ///
    /// @param divisor the part of the messages asked for that is sent of this size
    private record Line(int kilobytes, int divisor, double timesThePeer) {
        Post.Relayed post() {
            int octets = kilobytes * 1024;
            var letters = Letters.ofAbout(octets, Math.min(2000, LETTERS_OCTETS / octets));
            return new Post.Relayed(letters, Consignment.SINK_DOMAIN);
        }
    }

    void run() throws IOException, InterruptedException {
        for (var line : LINES) {
            measure(line);
        }
    }

    private void measure(Line line) throws IOException, InterruptedException {
        var size = line.kilobytes + " KB";
        var post = line.post();
        int messages = Math.max(1, options.relayed() / line.divisor);
        var rates = new ArrayList<Double>();
        for (int round = options.firstRound(); round <= options.rounds(); round++) {
            var consignment = run.consignment(messages, Weather.ROUGH);
            var passage = run.pass(consignment, post, 0);
            if (round > 0) {
                rates.add(passage.through());
                report(size, line, passage);
            }
            results.say(
                    "%s: relay of %s, %s: %,.0f messages/s in, %,.0f through; %d deferred, %d refused"
                            .formatted(
                                    run.peer().name(),
                                    size,
                                    round == 0 ? "warm-up" : "round " + round,
                                    passage.takenIn(),
                                    passage.through(),
                                    consignment.deferred(),
                                    consignment.refused()));
        }
        atHalf(size, post, OutboundBenchmark.median(rates) / 2);
    }

    private void report(String size, Line line, Passage passage) {
        var goal = new Goal.TimesThePeer(line.timesThePeer);
        add(size + " taken in", Unit.MESSAGES_PER_SECOND, new Goal.None(), passage.takenIn());
        add(size + " through", Unit.MESSAGES_PER_SECOND, goal, passage.through());
        add(size + ": processor time for each", Unit.MICROSECONDS, passage.serverMicrosEach());
        add(size + ": the generator's share", Unit.PERCENT, passage.generatorPercent());
        add(size + ": the sink's share", Unit.PERCENT, passage.sinkPercent());
    }

    private void atHalf(String size, Post post, double perSecond)
            throws IOException, InterruptedException {
        int seconds =
                (int) options.round().toSeconds() * (options.rounds() > 1 ? ROUNDS_AT_HALF : 1);
        int messages = (int) Math.min(Consignment.MOST_MESSAGES, perSecond * seconds) + 1;
        var passage = run.pass(run.consignment(messages, Weather.ROUGH), post, perSecond);
        var taken = passage.consignment().untilTaken();
        var arrived = passage.consignment().untilArrived();
        var name = size + " at half of that rate, ";
        add(name + "until taken in: p50", Unit.LATENCY, taken.percentileMillis(50));
        add(name + "until taken in: p99", Unit.LATENCY, taken.percentileMillis(99));
        add(name + "until at the sink: p50", Unit.LATENCY, arrived.percentileMillis(50));
        add(name + "until at the sink: p99", Unit.LATENCY, arrived.percentileMillis(99));
        results.say(
                "%s: relay of %s, %,.0f a second: at the sink after %.1f ms (p50), %.1f ms (p99)"
                        .formatted(
                                run.peer().name(),
                                size,
                                perSecond,
                                arrived.percentileMillis(50),
                                arrived.percentileMillis(99)));
    }

    private void add(String name, Unit unit, double value) {
        add(name, unit, new Goal.None(), value);
    }

    private void add(String name, Unit unit, Goal goal, double value) {
        results.add(new Measurement(name, unit, goal), run.peer(), value);
    }
}
