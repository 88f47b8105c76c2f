package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MailboxStateTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final List<SystemFlag> FLAGS = List.of(SystemFlag.values());

    private static MessageRow row(long uid, long modSequence, SystemFlag... flags) {
        return new MessageRow(
                new Uid(uid),
                Flags.of(flags),
                new ModSequence(modSequence),
                100 + uid,
                NOON.plusSeconds(uid),
                new BodyId(uid + 7));
    }

    private static MailboxState state(long... uids) {
        var rows = new ArrayList<MessageRow>();
        for (long uid : uids) {
            rows.add(row(uid, 1));
        }
        return MailboxState.of(rows, new Uid(1000), new ModSequence(5));
    }

    private static MailboxState range(int first, int last) {
        var rows = new ArrayList<MessageRow>();
        for (int uid = first; uid <= last; uid++) {
            rows.add(row(uid, 1));
        }
        return MailboxState.of(rows, new Uid(last + 1), new ModSequence(5));
    }

    @Test
    void row_comesBackAsItWasPutIn() {
        var row =
                new MessageRow(
                        new Uid(Uid.MAX_VALUE),
                        Flags.of(SystemFlag.SEEN.bit(), List.of("$Junk")),
                        new ModSequence(Long.MAX_VALUE),
                        5_000_000_000L,
                        NOON,
                        new BodyId(Long.MAX_VALUE));
        var state = MailboxState.EMPTY.with(List.of(row));
        assertThat(state.row(0)).isEqualTo(row);
        assertThat(state.indexOf(row.uid())).isZero();
        assertThat(state.sizeOctets()).isEqualTo(5_000_000_000L);
    }

    @Test
    void indexOf_findsTheUid_orNothing() {
        var state = state(2, 4, 9);
        assertThat(state.indexOf(new Uid(4))).isEqualTo(1);
        assertThat(state.indexOf(new Uid(3))).isEqualTo(-1);
        assertThat(state.indexOf(new Uid(10))).isEqualTo(-1);
        assertThat(MailboxState.EMPTY.indexOf(Uid.FIRST)).isEqualTo(-1);
        assertThat(state.lowerBound(5)).isEqualTo(2);
        assertThat(state.lowerBound(10)).isEqualTo(3);
    }

    @Test
    void forEachIn_visitsEachIndexOnce_inOrder() {
        var state = range(1, 1000);
        var indexes = new ArrayList<Integer>();
        state.forEachIn(
                UidSet.of(
                        List.of(new UidSet.Range(255, 258), new UidSet.Range(999, Uid.MAX_VALUE))),
                indexes::add);
        assertThat(indexes).containsExactly(254, 255, 256, 257, 998, 999);
    }

    @Test
    void appending_sharesFullBlocks() {
        var before = range(1, 600);
        var after = before.with(List.of(row(601, 6)));
        assertThat(after.block(0)).isSameAs(before.block(0));
        assertThat(after.block(1)).isSameAs(before.block(1));
        assertThat(after.since(before).added()).isEqualTo(UidSet.of(new Uid(601)));
        assertThat(after.since(before).expunged().isEmpty()).isTrue();
        assertThat(after.since(before).changed().isEmpty()).isTrue();
    }

    @Test
    void appendingOneByOne_fillsBlocks() {
        var state = MailboxState.EMPTY;
        for (int uid = 1; uid <= 1000; uid++) {
            state = state.with(List.of(row(uid, uid)));
        }
        assertThat(state.blockCount()).isEqualTo(4);
        assertThat(state.size()).isEqualTo(1000);
    }

    @Test
    void expungingManyByOnes_doesNotLeaveCrumbs() {
        var state = range(1, 10_000);
        for (int uid = 1; uid <= 10_000; uid++) {
            if (uid % 100 != 0) {
                state = state.without(UidSet.of(new Uid(uid)));
            }
        }
        assertThat(state.size()).isEqualTo(100);
        assertThat(state.blockCount()).isLessThanOrEqualTo(40);
    }

    @Test
    void since_tellsOfAReplacedMessageAsChanged() {
        var before = range(1, 600);
        var after = before.with(List.of(row(300, 9, SystemFlag.SEEN)));
        var delta = after.since(before);
        assertThat(delta.changed()).isEqualTo(UidSet.of(new Uid(300)));
        assertThat(after.row(after.indexOf(new Uid(300)))).isEqualTo(row(300, 9, SystemFlag.SEEN));
        assertThat(delta.added().isEmpty()).isTrue();
        assertThat(delta.expunged().isEmpty()).isTrue();
        assertThat(before.since(before).isEmpty()).isTrue();
    }

    @Test
    void with_rowsBelowTheFirst_keepsTheOrder() {
        var state = range(500, 900).with(List.of(row(3, 1), row(7, 1), row(700, 8), row(950, 1)));
        assertThat(state.uidValue(0)).isEqualTo(3);
        assertThat(state.uidValue(1)).isEqualTo(7);
        assertThat(state.size()).isEqualTo(404);
        assertThat(state.uidValue(403)).isEqualTo(950);
    }

    /// Whatever changes come, a state equals a sorted map that went through the same.
    @Test
    void randomChanges_matchASortedMap() {
        var random = new Random(42);
        var state = MailboxState.EMPTY;
        var model = new TreeMap<Long, MessageRow>();
        var olderState = state;
        var olderModel = new TreeMap<>(model);
        for (int round = 0; round < 600; round++) {
            var changed = change(random, round, model);
            switch (random.nextInt(3)) {
                case 0 -> {
                    var gone = randomUids(random);
                    model.keySet().removeIf(gone::contains);
                    state = state.without(gone);
                }
                default -> {
                    changed.forEach(row -> model.put(row.uid().value(), row));
                    state = state.with(changed);
                }
            }
            check(state, model, random);
            checkDelta(olderState, olderModel, state, model);
            if (random.nextInt(4) == 0) {
                olderState = state;
                olderModel = new TreeMap<>(model);
            }
        }
    }

    private static List<MessageRow> change(
            Random random, int round, NavigableMap<Long, MessageRow> model) {
        var rows = new TreeMap<Long, MessageRow>();
        long last = model.isEmpty() ? 0 : model.lastKey();
        for (int i = random.nextInt(40); i >= 0; i--) {
            long uid = random.nextInt(3) == 0 ? 1 + random.nextInt(3000) : last + 1 + i;
            rows.put(uid, row(uid, round + 2, FLAGS.get(random.nextInt(FLAGS.size()))));
        }
        return List.copyOf(rows.values());
    }

    private static UidSet randomUids(Random random) {
        var ranges = new ArrayList<UidSet.Range>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            long first = 1L + random.nextInt(3000);
            ranges.add(new UidSet.Range(first, first + random.nextInt(30)));
        }
        return UidSet.of(ranges);
    }

    private static void check(
            MailboxState state, NavigableMap<Long, MessageRow> model, Random random) {
        assertThat(state.size()).isEqualTo(model.size());
        int index = 0;
        for (MessageRow row : model.values()) {
            assertThat(state.uidValue(index)).isEqualTo(row.uid().value());
            index++;
        }
        if (!model.isEmpty()) {
            int some = random.nextInt(model.size());
            assertThat(state.row(some)).isEqualTo(List.copyOf(model.values()).get(some));
        }
        long uid = 1L + random.nextInt(3000);
        assertThat(state.lowerBound(uid)).isEqualTo(model.headMap(uid).size());
        assertThat(state.indexOf(new Uid(uid)) >= 0).isEqualTo(model.containsKey(uid));
        assertThat(state.count(SystemFlag.SEEN))
                .isEqualTo(
                        (int)
                                model.values().stream()
                                        .filter(row -> row.flags().has(SystemFlag.SEEN))
                                        .count());
    }

    private static void checkDelta(
            MailboxState older,
            NavigableMap<Long, MessageRow> olderModel,
            MailboxState newer,
            NavigableMap<Long, MessageRow> newerModel) {
        var delta = newer.since(older);
        var expunged = new UidSet.Builder();
        var added = new UidSet.Builder();
        var changed = new UidSet.Builder();
        olderModel.keySet().stream()
                .filter(uid -> !newerModel.containsKey(uid))
                .forEach(uid -> expunged.add(new Uid(uid)));
        for (MessageRow row : newerModel.values()) {
            MessageRow before = olderModel.get(row.uid().value());
            if (before == null) {
                added.add(row.uid());
            } else if (!before.modSequence().equals(row.modSequence())) {
                changed.add(row.uid());
            }
        }
        assertThat(delta.expunged()).isEqualTo(expunged.build());
        assertThat(delta.added()).isEqualTo(added.build());
        assertThat(delta.changed()).isEqualTo(changed.build());
    }
}
