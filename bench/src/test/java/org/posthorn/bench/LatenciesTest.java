package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    @Test
    void percentile_isTheNearestRank() {
        var hundred = Latencies.of(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000));
        assertThat(hundred.count()).isEqualTo(100);
        assertThat(hundred.percentileMillis(50)).isEqualTo(50);
        assertThat(hundred.percentileMillis(99)).isEqualTo(99);
        assertThat(hundred.worstMillis()).isEqualTo(100);
        var three = Latencies.of(LongStream.of(3_000_000, 1_000_000, 2_500_000));
        assertThat(three.percentileMillis(50)).isEqualTo(2.5);
        assertThat(three.percentileMillis(99)).isEqualTo(3);
        assertThat(three.percentileMillis(0)).isEqualTo(1);
    }

    @Test
    void nothing_tookNoTime() {
        var none = Latencies.of(LongStream.empty());
        assertThat(none.percentileMillis(50)).isZero();
        assertThat(none.worstMillis()).isZero();
    }
}
