package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class UidSetTest {
    @Test
    void ranges_areJoined_whereTheyTouchOrOverlap() {
        var set =
                UidSet.of(
                        List.of(
                                new UidSet.Range(7, 9),
                                new UidSet.Range(1, 3),
                                new UidSet.Range(4, 5),
                                new UidSet.Range(8, 12)));
        assertThat(set).hasToString("1:5,7:12");
        assertThat(set.count()).isEqualTo(11);
    }

    @Test
    void all_holdsEveryUid() {
        assertThat(UidSet.ALL.contains(1)).isTrue();
        assertThat(UidSet.ALL.contains(Uid.MAX_VALUE)).isTrue();
        assertThat(UidSet.EMPTY.contains(1)).isFalse();
    }

    @Test
    void builder_wantsAscendingUids() {
        var builder = new UidSet.Builder().add(new Uid(5));
        assertThatThrownBy(() -> builder.add(new Uid(4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void randomRanges_matchATreeSet() {
        var random = new Random(11);
        for (int round = 0; round < 200; round++) {
            var ranges = new ArrayList<UidSet.Range>();
            var model = new TreeSet<Long>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                long first = 1L + random.nextInt(100);
                long last = first + random.nextInt(10);
                ranges.add(new UidSet.Range(first, last));
                for (long uid = first; uid <= last; uid++) {
                    model.add(uid);
                }
            }
            var set = UidSet.of(ranges);
            var uids = new ArrayList<Long>();
            set.forEach(uids::add);
            assertThat(uids).containsExactlyElementsOf(model);
            assertThat(set.count()).isEqualTo(model.size());
            for (long uid = 1; uid < 120; uid++) {
                assertThat(set.contains(uid)).isEqualTo(model.contains(uid));
            }
            long[] ascending = model.stream().mapToLong(Long::longValue).toArray();
            assertThat(UidSet.ofAscending(ascending)).isEqualTo(set).hasSameHashCodeAs(set);
        }
    }
}
