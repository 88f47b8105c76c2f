package org.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MessageSetsTest {
    @Test
    void threeOfFive_endsWithTheMailbox() {
        assertThat(MessageSets.threeOfFive(12)).containsExactly("1:3,6:8,11:12");
        assertThat(MessageSets.countOfThreeOfFive(12)).isEqualTo(8);
        assertThat(MessageSets.threeOfFive(10)).containsExactly("1:3,6:8");
        assertThat(MessageSets.countOfThreeOfFive(10)).isEqualTo(6);
        assertThat(MessageSets.threeOfFive(0)).isEmpty();
    }

    @Test
    void manyMessages_areOfMoreSetsThanOne() {
        var sets = MessageSets.threeOfFive(501);
        assertThat(sets).hasSize(2);
        assertThat(sets.getFirst()).startsWith("1:3,6:8,").endsWith(",496:498");
        assertThat(sets.getLast()).isEqualTo("501:501");
    }
}
