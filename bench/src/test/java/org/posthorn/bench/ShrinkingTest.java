package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShrinkingTest {
    private final Shrinking shrinking = new Shrinking(Duration.ofNanos(10));

    @Test
    void folderThatOnlyGrows_isNeverOver() {
        shrinking.look(Set.of("a"), 1);
        shrinking.look(Set.of("a", "b"), 50);
        assertThat(shrinking.gone()).isZero();
        assertThat(shrinking.isOver(1000)).isFalse();
    }

    @Test
    void stretch_isFromTheFirstToTheLastThatWent() {
        shrinking.look(Set.of("a", "b", "c", "d"), 1);
        shrinking.look(Set.of("b", "c", "d", "e"), 20);
        shrinking.look(Set.of("b", "c", "d", "e", "f"), 25);
        assertThat(shrinking.isOver(30)).isFalse();
        shrinking.look(Set.of("d", "e", "f"), 30);
        assertThat(shrinking.isOver(40)).isFalse();
        assertThat(shrinking.isOver(41)).isTrue();
        assertThat(shrinking.gone()).isEqualTo(3);
        assertThat(shrinking.fromNanos()).isEqualTo(20);
        assertThat(shrinking.untilNanos()).isEqualTo(30);
    }
}
