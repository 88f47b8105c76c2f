package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.posthorn.bench.Measurement.Goal;
import org.posthorn.bench.Measurement.Unit;

final class ResultsTest {
    @Test
    void median_isTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Results.median(List.of())).isEmpty();
        assertThat(Results.median(List.of(9.0, 1.0, 2.0))).hasValue(2);
        assertThat(Results.median(List.of(4.0, 1.0, 2.0, 9.0))).hasValue(3);
    }

    @Test
    void goal_isJudgedWhereThereIsSomethingToCompare() {
        var rate = Measurement.rate("delivery", new Goal.TimesThePeer(3));
        var none = OptionalDouble.empty();
        assertThat(rate.judge(OptionalDouble.of(300), OptionalDouble.of(100)))
                .isEqualTo("≥ 3× met");
        assertThat(rate.judge(OptionalDouble.of(299), OptionalDouble.of(100)))
                .isEqualTo("≥ 3× missed");
        assertThat(rate.judge(OptionalDouble.of(300), none)).isEqualTo("≥ 3×");

        var memory = new Measurement("heap", Unit.KIBIBYTES, new Goal.AtMost(32));
        assertThat(memory.judge(OptionalDouble.of(32), none)).isEqualTo("≤ 32.0 met");
        assertThat(memory.judge(OptionalDouble.of(33), none)).isEqualTo("≤ 32.0 missed");

        var octets = new Measurement("kept", Unit.OCTETS_EACH, new Goal.AtMost(0.8));
        assertThat(octets.judge(OptionalDouble.of(0.81), none)).isEqualTo("≤ 0.80 missed");
        assertThat(Measurement.rate("other", new Goal.None()).judge(none, none)).isEmpty();
    }

    @Test
    void sections_areTablesOfTheirOwn() {
        var results = new Results(List.of("Posthorn", "Dovecot"));
        var worst = new Measurement("worst", Unit.LATENCY, new Goal.AtMost(1000));
        results.section("Mixed load");
        results.add(worst, "Posthorn", 1200);
        results.add(worst, "Dovecot", 600);
        results.section("Others");
        results.add(worst, "Posthorn", 7.25);
        assertThat(results.tables())
                .isEqualTo(
                        """
                        **Mixed load**

                        | measurement | unit | Posthorn | Dovecot | ratio | goal             |
                        | ----------- | ---- | -------: | ------: | ----: | ---------------- |
                        | worst       | ms   |  1,200.0 |   600.0 |  2.00 | ≤ 1,000.0 missed |

                        **Others**

                        | measurement | unit | Posthorn | Dovecot | ratio | goal          |
                        | ----------- | ---- | -------: | ------: | ----: | ------------- |
                        | worst       | ms   |      7.3 |       – |     – | ≤ 1,000.0 met |
                        """);
    }
}
