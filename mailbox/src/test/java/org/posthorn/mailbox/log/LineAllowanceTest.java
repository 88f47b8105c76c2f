package org.posthorn.mailbox.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LineAllowanceTest {
    private long now;
    private final LineAllowance<String> allowance = new LineAllowance<>(() -> now);

    private long takes(String source, int tries) {
        return IntStream.range(0, tries).filter(_ -> allowance.take(source)).count();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void sourceThatFloods_hasAHundredLinesAndThenOneASecond() {
        assertThat(takes("a", 100_000)).isEqualTo(100);
        pass(Duration.ofSeconds(7));
        assertThat(takes("a", 100_000)).isEqualTo(7);
        assertThat(takes("b", 10)).isEqualTo(10);
    }

    @Test
    void sourceThatIsQuiet_hasEverythingAgain() {
        assertThat(takes("a", 500)).isEqualTo(100);
        pass(Duration.ofSeconds(100));
        assertThat(takes("a", 500)).isEqualTo(100);
    }
}
