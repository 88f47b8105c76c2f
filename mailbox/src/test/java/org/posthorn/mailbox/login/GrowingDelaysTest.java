package org.posthorn.mailbox.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowingDelaysTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private long now = Long.MAX_VALUE - 1_000;
    private final GrowingDelays<Integer> delays =
            new GrowingDelays<>(
                    Growth.doubling(2, Duration.ofSeconds(1), Duration.ofSeconds(8)),
                    LONGEST,
                    Duration.ofMinutes(15),
                    () -> now);

    @Test
    void doubling_startsBehindTheFreeOnes_andEnds() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            seconds.add(delays.failed(1).toSeconds());
            now += LONGEST.toNanos();
        }

        assertThat(seconds).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 8L, 8L);
    }

    @Test
    void steady_growsByOneStep_andEnds() {
        Growth growth = Growth.steady(1, Duration.ofMillis(100), Duration.ofMillis(250));

        assertThat(List.of(growth.delay(1), growth.delay(2), growth.delay(3), growth.delay(9)))
                .extracting(Duration::toMillis)
                .containsExactly(0L, 100L, 200L, 250L);
    }

    @Test
    void doubling_ofNothing_isNothing() {
        assertThat(Growth.doubling(2, Duration.ZERO, LONGEST).delay(Integer.MAX_VALUE)).isZero();
    }

    @Test
    void failed_inParallel_addsUpToTheLongest() {
        for (int i = 0; i < 5; i++) {
            delays.failed(1);
        }
        assertThat(delays.delay(1)).hasSeconds(1 + 2 + 4);

        for (int i = 0; i < 10; i++) {
            delays.failed(1);
        }
        assertThat(delays.delay(1)).isEqualTo(LONGEST);
    }

    @Test
    void failed_aMillionAddresses_keepsMemoryBounded_andTheWorstOffender() {
        for (int i = 0; i < 1_000_000; i++) {
            delays.failed(i);
            if (i % 10_000 == 0) {
                delays.failed(-1);
            }
        }

        assertThat(delays.size()).isLessThanOrEqualTo(100_000);
        assertThat(delays.count(-1)).isEqualTo(100);
    }

    @Test
    void delay_ofOneThatHasNotFailedForAWhile_isNone() {
        for (int i = 0; i < 5; i++) {
            delays.failed(1);
        }
        now += Duration.ofMinutes(15).toNanos() + 1;

        assertThat(delays.count(1)).isZero();
        assertThat(delays.delay(1)).isZero();
    }
}
