package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessorTimeTest {
    @Test
    void ticks_areThoseOfTheProcessAndItsEndedChildrenWhateverItsName() {
        var stat = "17 (a (b) 9 c) S 1 17 17 0 -1 4194560 10 20 30 40 100 20 3000 400 20 0 1 0 5";
        assertThat(ProcessorTime.ticksIn(stat)).isEqualTo(3520);
    }
}
