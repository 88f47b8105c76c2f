package org.posthorn.bench;

import java.io.IOException;
import java.util.List;
import org.posthorn.bench.Consignment.Weather;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;
import org.posthorn.bench.OutboundBenchmark.Passage;
import org.posthorn.bench.OutboundBenchmark.Run;

/// People who have logged in over TLS, keep their connection, and write to others elsewhere.
final class SubmissionBenchmark {
    private static final int SIZE_OCTETS = 4096;
    private static final int LETTERS_EACH = 100;
    private static final double TIMES_THE_PEER = 2;

    private final Options options;
    private final Results results;
    private final Run run;

    SubmissionBenchmark(Options options, Results results, Run run) {
        this.options = options;
        this.results = results;
        this.run = run;
    }

    void run() throws IOException, InterruptedException {
        var accounts = Account.RECIPIENTS.subList(0, OutboundBenchmark.CLIENTS);
        List<Letters> letters =
                accounts.stream()
                        .map(account -> Letters.from(account, SIZE_OCTETS, LETTERS_EACH))
                        .toList();
        var post = new Post.Submitted(accounts, letters);
        for (int round = options.firstRound(); round <= options.rounds(); round++) {
            var passage = run.pass(run.consignment(options.relayed(), Weather.FAIR), post, 0);
            if (round > 0) {
                report(passage);
            }
            results.say(
                    "%s: submission, %s: %,.0f messages/s in, %,.0f through"
                            .formatted(
                                    run.peer().name(),
                                    round == 0 ? "warm-up" : "round " + round,
                                    passage.takenIn(),
                                    passage.through()));
        }
    }

    private void report(Passage passage) {
        var goal = new Goal.TimesThePeer(TIMES_THE_PEER);
        add("4 KB submitted", Unit.MESSAGES_PER_SECOND, goal, passage.takenIn());
        add("the same, through", Unit.MESSAGES_PER_SECOND, new Goal.None(), passage.through());
        add(
                "processor time for each",
                Unit.MICROSECONDS,
                new Goal.None(),
                passage.serverMicrosEach());
        add("the generator's share", Unit.PERCENT, new Goal.None(), passage.generatorPercent());
        add("the sink's share", Unit.PERCENT, new Goal.None(), passage.sinkPercent());
    }

    private void add(String name, Unit unit, Goal goal, double value) {
        results.add(new Measurement(name, unit, goal), run.peer(), value);
    }
}
