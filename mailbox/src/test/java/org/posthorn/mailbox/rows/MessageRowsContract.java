package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

public abstract class MessageRowsContract extends RowsContract {
    private static final Flags ALL_FLAGS = Flags.of(SystemFlag.values());

    private List<Long> below(MailboxId mailbox, long end) {
        return read(tx -> {
            var uids = new ArrayList<Long>();
            tx.messages().forEach(mailbox, new Uid(end), row -> uids.add(row.uid().value()));
            return uids;
        });
    }

    private List<Long> changedSince(MailboxId mailbox, long since, long end) {
        return read(tx -> {
            var uids = new ArrayList<Long>();
            tx.messages()
                    .changedSince(
                            mailbox,
                            new ModSequence(since),
                            new Uid(end),
                            row -> uids.add(row.uid().value()));
            return uids;
        });
    }

    @Test
    void message_isReadAsItWasWritten_withAndWithoutWhatFewHave() {
        var mailbox = newMailbox();
        var plain = message(2, 2, Flags.NONE);
        var full =
                message(
                        new MessageRow(
                                new Uid(Uid.MAX_VALUE),
                                Flags.of(ALL_FLAGS.systemBits(), List.of("$Junk")),
                                new ModSequence(Long.MAX_VALUE),
                                Long.MAX_VALUE,
                                NOON,
                                one().newBodyId()));
        change(tx -> tx.messages().insert(mailbox, List.of(plain, full)));
        assertThat(plain.deliveryHeader()).isEmpty();
        assertThat(full.deliveryHeader()).isNotEmpty();
        verify(tx -> assertThat(tx.messages().find(mailbox, plain.row().uid())).hasValue(plain));
        verify(tx -> assertThat(tx.messages().find(mailbox, full.row().uid())).hasValue(full));
        verify(tx ->
                assertThat(tx.messages().in(mailbox, new UidSet.Range(1, Uid.MAX_VALUE)))
                        .containsExactly(plain, full));
    }

    @Test
    void in_isWhatLiesInTheRange_bothEndsIncluded_inOrder() {
        var mailbox = newMailbox();
        insert(newMailbox(), 4, 5, 6);
        insert(mailbox, 7, 5, 3, 9);
        verify(tx ->
                assertThat(tx.messages().in(mailbox, new UidSet.Range(5, 7)))
                        .containsExactly(message(5, 2, Flags.NONE), message(7, 2, Flags.NONE)));
        verify(tx -> assertThat(tx.messages().in(mailbox, new UidSet.Range(4, 4))).isEmpty());
        verify(tx -> assertThat(tx.messages().find(mailbox, new Uid(4))).isEmpty());
    }

    @Test
    void forEach_givesAllBelowTheEnd_inOrder_andNoneThatIsHidden() {
        var mailbox = newMailbox();
        insert(newMailbox(), 1, 2);
        insert(mailbox, 5, 3, 8, 4);
        assertThat(below(mailbox, 1)).isEmpty();
        assertThat(below(mailbox, 5)).containsExactly(3L, 4L);
        assertThat(below(mailbox, 6)).containsExactly(3L, 4L, 5L);
        assertThat(below(mailbox, Uid.MAX_VALUE)).containsExactly(3L, 4L, 5L, 8L);
    }

    @Test
    void changedSince_givesWhatHasAHigherModSequence_byUid_andNoneThatIsHidden() {
        var mailbox = newMailbox();
        change(tx ->
                tx.messages()
                        .insert(
                                mailbox,
                                List.of(
                                        message(1, 9, Flags.NONE),
                                        message(2, 5, Flags.NONE),
                                        message(3, 4, Flags.NONE),
                                        message(4, 7, Flags.NONE),
                                        message(5, 8, Flags.NONE))));
        assertThat(changedSince(mailbox, 4, 5)).containsExactly(1L, 2L, 4L);
        assertThat(changedSince(mailbox, 5, 5)).containsExactly(1L, 4L);
        assertThat(changedSince(mailbox, 5, 6)).containsExactly(1L, 4L, 5L);
        assertThat(changedSince(mailbox, 9, 6)).isEmpty();
    }

    @Test
    void insert_ofAUidThatIsThere_isRefused_andUndoesWhatCameWithIt() {
        var mailbox = newMailbox();
        insert(mailbox, 2);
        assertThatThrownBy(() -> insert(mailbox, 1, 2, 3)).isInstanceOf(StoreException.class);
        assertThat(uids(rows(mailbox))).containsExactly(2L);
    }

    @Test
    void updateFlags_setsFlagsAndModSequences_ofThoseThatAreThere_andCountsThem() {
        var mailbox = newMailbox();
        var beside = newMailbox();
        insert(mailbox, 1, 2, 3, 5, 6);
        insert(beside, 1, 2, 3, 4, 5, 6);
        var seen = Flags.of(SystemFlag.SEEN);
        var keyword = Flags.of(0, List.of("$Junk"));
        int changed =
                changed(tx ->
                        tx.messages()
                                .updateFlags(
                                        mailbox,
                                        List.of(
                                                row(1, 3, seen),
                                                row(2, 3, seen),
                                                row(3, 3, keyword),
                                                row(4, 3, keyword),
                                                row(5, 3, keyword),
                                                row(9, 3, seen))));
        assertThat(changed).isEqualTo(4);
        assertThat(rows(mailbox))
                .containsExactly(
                        row(1, 3, seen),
                        row(2, 3, seen),
                        row(3, 3, keyword),
                        row(5, 3, keyword),
                        row(6, 2, Flags.NONE));
        assertThat(rows(beside)).allMatch(row -> row.modSequence().equals(new ModSequence(2)));
    }

    @Test
    void updateFlags_leavesTheRestOfTheMessage_andTakesKeywordsAway() {
        var mailbox = newMailbox();
        var before = message(1, 2, Flags.of(ALL_FLAGS.systemBits(), List.of("a", "b")));
        change(tx -> tx.messages().insert(mailbox, List.of(before)));
        change(tx -> tx.messages().updateFlags(mailbox, List.of(row(1, 3, Flags.NONE))));
        verify(tx ->
                assertThat(tx.messages().find(mailbox, new Uid(1)))
                        .hasValue(message(1, 3, Flags.NONE)));
    }

    @Test
    void delete_removesThoseThatAreThere_andCountsThem() {
        var mailbox = newMailbox();
        var beside = newMailbox();
        insert(mailbox, 1, 2, 3, 5, 6, 9);
        insert(beside, 1, 2, 3, 4, 5, 6);
        int deleted =
                changed(tx ->
                        tx.messages()
                                .delete(
                                        mailbox,
                                        List.of(
                                                row(2, 2, Flags.NONE),
                                                row(3, 2, Flags.NONE),
                                                row(4, 2, Flags.NONE),
                                                row(5, 2, Flags.NONE),
                                                row(8, 2, Flags.NONE))));
        assertThat(deleted).isEqualTo(3);
        assertThat(uids(rows(mailbox))).containsExactly(1L, 6L, 9L);
        assertThat(uids(rows(beside))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void manyThousand_areInserted_changedAndDeleted_eachOnce() {
        var mailbox = newMailbox();
        long[] odd = LongStream.range(0, 3000).map(i -> 2 * i + 1).toArray();
        insert(mailbox, odd);
        var seen =
                rows(mailbox).stream()
                        .map(row -> row.withFlags(Flags.of(SystemFlag.SEEN), new ModSequence(3)))
                        .toList();
        change(tx -> assertThat(tx.messages().updateFlags(mailbox, seen)).isEqualTo(3000));
        assertThat(rows(mailbox)).isEqualTo(seen);
        change(tx -> assertThat(tx.messages().delete(mailbox, seen)).isEqualTo(3000));
        assertThat(rows(mailbox)).isEmpty();
    }

    @Test
    void count_isOfThoseFromOneUidUp_belowAnother() {
        var mailbox = newMailbox();
        insert(newMailbox(), 3, 4);
        insert(mailbox, 2, 3, 5, 8);
        verify(tx -> assertThat(tx.messages().count(mailbox, new Uid(3), new Uid(8))).isEqualTo(2));
        verify(tx -> assertThat(tx.messages().count(mailbox, new Uid(1), END)).isEqualTo(4));
        verify(tx -> assertThat(tx.messages().count(mailbox, new Uid(3), new Uid(3))).isZero());
    }

    @Test
    void from_givesTheFirst_hiddenOnesIncluded() {
        var mailbox = newMailbox();
        insert(mailbox, 2, 3, 5, 8);
        assertThat(uids(read(tx -> tx.messages().from(mailbox, new Uid(3), 2))))
                .containsExactly(3L, 5L);
        assertThat(uids(read(tx -> tx.messages().from(mailbox, new Uid(8), 2))))
                .containsExactly(8L);
        verify(tx -> assertThat(tx.messages().from(mailbox, new Uid(9), 2)).isEmpty());
    }
}
