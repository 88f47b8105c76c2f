package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UidListTest {
    @Test
    void from_reachesTheHighestUid() {
        assertThat(UidList.from(Uid.MAX_VALUE - 1, 2))
                .isEqualTo(List.of(new Uid(Uid.MAX_VALUE - 1), new Uid(Uid.MAX_VALUE)));
    }

    @Test
    void from_ofNone_isEmpty() {
        assertThat(UidList.from(1, 0)).isEmpty();
    }
}
