package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.rows.ExpungedRows.Expunged;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

public abstract class ExpungedRowsContract extends RowsContract {
    private static List<MessageRow> rowsOf(long... uids) {
        return LongStream.of(uids).mapToObj(uid -> row(uid, 2, Flags.NONE)).toList();
    }

    private static List<Uid> uidsOf(long... uids) {
        return LongStream.of(uids).mapToObj(Uid::new).toList();
    }

    /// Expunges messages as their mailbox's rules do.
    private void expunge(MailboxId mailbox, long modSequence, boolean keep, long... uids) {
        change(tx -> {
            var rows = rowsOf(uids);
            tx.expunged().insert(mailbox, rows, new ModSequence(modSequence), NOON, keep);
            tx.messages().delete(mailbox, rows);
        });
    }

    private String since(MailboxId mailbox, long modSequence) {
        return read(tx -> tx.expunged().since(mailbox, new ModSequence(modSequence))).toString();
    }

    private List<Expunged> from(MailboxId mailbox, long modSequence, int most) {
        return read(tx -> tx.expunged().from(mailbox, new ModSequence(modSequence), most));
    }

    private static Expunged forgotten(long uid, long modSequence) {
        return new Expunged(new Uid(uid), new ModSequence(modSequence), NOON, Optional.empty());
    }

    private static Expunged kept(long uid, long modSequence) {
        return new Expunged(
                new Uid(uid),
                new ModSequence(modSequence),
                NOON,
                Optional.of(row(uid, 2, Flags.NONE).body()));
    }

    @Test
    void since_isWhatWentAfterAModSequence() {
        var mailbox = newMailbox();
        insert(mailbox, 1, 2, 3, 4, 5, 6, 9);
        expunge(mailbox, 3, false, 2, 6, 9);
        expunge(mailbox, 5, true, 1, 3, 5);
        assertThat(since(mailbox, 2)).isEqualTo("1:3,5:6,9");
        assertThat(since(mailbox, 3)).isEqualTo("1,3,5");
        assertThat(since(mailbox, 5)).isEmpty();
        verify(tx -> assertThat(tx.expunged().count(mailbox)).isEqualTo(6));
        assertThat(since(newMailbox(), 1)).isEmpty();
    }

    @Test
    void from_isByModSequenceThenUid_andKnowsWhichCanBeBroughtBack() {
        var mailbox = newMailbox();
        insert(mailbox, 1, 2, 3, 4, 5);
        expunge(mailbox, 4, true, 2, 4);
        expunge(mailbox, 5, false, 1, 3);
        assertThat(from(mailbox, 1, 10))
                .containsExactly(kept(2, 4), kept(4, 4), forgotten(1, 5), forgotten(3, 5));
        assertThat(from(mailbox, 1, 3)).containsExactly(kept(2, 4), kept(4, 4), forgotten(1, 5));
        assertThat(from(mailbox, 5, 10)).containsExactly(forgotten(1, 5), forgotten(3, 5));
        assertThat(from(mailbox, 6, 10)).isEmpty();
    }

    @Test
    void insert_ofMessagesThatAreNotThere_remembersNothing() {
        var mailbox = newMailbox();
        insert(mailbox, 1, 3);
        expunge(mailbox, 3, true, 1, 2, 3, 4);
        assertThat(since(mailbox, 1)).isEqualTo("1,3");
    }

    @Test
    void forgetContent_leavesTheUid_ofTheseOnly() {
        var mailbox = newMailbox();
        insert(mailbox, 1, 2, 3);
        expunge(mailbox, 3, true, 1, 2, 3);
        change(tx -> tx.expunged().forgetContent(mailbox, uidsOf(1, 3, 8)));
        assertThat(from(mailbox, 1, 10))
                .containsExactly(forgotten(1, 3), kept(2, 3), forgotten(3, 3));
    }

    @Test
    void delete_removesThese_ofThisMailboxOnly() {
        var mailbox = newMailbox();
        var beside = newMailbox();
        for (MailboxId each : List.of(mailbox, beside)) {
            insert(each, 1, 2, 3);
            expunge(each, 3, false, 1, 2, 3);
        }
        change(tx -> tx.expunged().delete(mailbox, uidsOf(1, 3, 8)));
        assertThat(since(mailbox, 1)).isEqualTo("2");
        assertThat(since(beside, 1)).isEqualTo("1:3");
    }
}
