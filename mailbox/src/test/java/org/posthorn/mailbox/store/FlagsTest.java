package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FlagsTest {
    @Test
    void keywords_compareWithoutCase_andKeepTheirFirstSpelling() {
        var flags = Flags.of(0, List.of("Work", "$Junk"));
        var more = flags.plus(Flags.of(SystemFlag.SEEN.bit(), List.of("WORK", "new")));
        assertThat(more).hasToString("\\Seen $Junk new Work");
        assertThat(more.hasKeyword("work")).isTrue();
        assertThat(more.minus(Flags.of(0, List.of("wOrK"))).keywords())
                .containsExactly("$Junk", "new");
        assertThat(Flags.of(0, List.of("a", "B"))).isEqualTo(Flags.of(0, List.of("b", "A")));
    }

    @Test
    void flagsWithoutKeywords_existOnce() {
        var seen = Flags.of(SystemFlag.SEEN);
        assertThat(Flags.NONE.plus(seen)).isSameAs(seen);
        assertThat(seen.plus(Flags.of(0, List.of("x"))).minus(Flags.of(0, List.of("X"))))
                .isSameAs(seen);
        assertThat(seen.minus(seen)).isSameAs(Flags.NONE);
    }
}
