package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.ViewerRows.Viewer;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

public abstract class ViewerRowsContract extends RowsContract {
    private static ViewerFlag flag(long uid, boolean seen, long modSequence) {
        return new ViewerFlag(new Uid(uid), seen, new ModSequence(modSequence));
    }

    private MailboxId viewedBy(AccountId... viewers) {
        var mailbox = newMailbox();
        for (AccountId viewer : viewers) {
            change(tx -> tx.viewers().addViewer(mailbox, viewer));
        }
        return mailbox;
    }

    private void set(MailboxId mailbox, AccountId viewer, ViewerFlag... flags) {
        change(tx -> tx.viewers().set(mailbox, viewer, List.of(flags)));
    }

    private List<ViewerFlag> changedSince(MailboxId mailbox, AccountId viewer, long since) {
        return read(tx -> {
            var flags = new ArrayList<ViewerFlag>();
            tx.viewers().changedSince(mailbox, viewer, new ModSequence(since), flags::add);
            return flags;
        });
    }

    private List<Viewer> viewers(MailboxId mailbox) {
        return read(tx -> tx.viewers().viewers(mailbox));
    }

    @Test
    void newViewer_hasSeenNothing() {
        var mailbox = viewedBy(BOB);
        assertThat(viewers(mailbox)).containsExactly(new Viewer(BOB, 0));
        assertThat(changedSince(mailbox, BOB, 1)).isEmpty();
        assertThat(viewers(newMailbox())).isEmpty();
    }

    @Test
    void seen_isAddedTo_forEachViewerAlone() {
        var mailbox = viewedBy(ALICE, BOB);
        change(tx -> tx.viewers().addSeen(mailbox, BOB, 5));
        change(tx -> tx.viewers().addSeen(mailbox, BOB, -2));
        assertThat(viewers(mailbox))
                .containsExactlyInAnyOrder(new Viewer(ALICE, 0), new Viewer(BOB, 3));
    }

    @Test
    void flags_areAddedAndReplaced_andReadByUid() {
        var mailbox = viewedBy(ALICE, BOB);
        set(mailbox, BOB, flag(5, true, 3), flag(2, true, 3));
        set(mailbox, ALICE, flag(2, true, 6));
        set(mailbox, BOB, flag(2, false, 4), flag(7, true, 4));
        assertThat(changedSince(mailbox, BOB, 1))
                .containsExactly(flag(2, false, 4), flag(5, true, 3), flag(7, true, 4));
        assertThat(changedSince(mailbox, BOB, 3))
                .containsExactly(flag(2, false, 4), flag(7, true, 4));
        assertThat(changedSince(mailbox, BOB, 4)).isEmpty();
        assertThat(changedSince(mailbox, ALICE, 1)).containsExactly(flag(2, true, 6));
    }

    @Test
    void forget_removesWhatAllViewersHaveOfTheseMessages_andCountsTheSeenLess() {
        var mailbox = viewedBy(ALICE, BOB);
        set(mailbox, ALICE, flag(1, true, 3), flag(2, true, 3));
        set(mailbox, BOB, flag(1, false, 3), flag(2, true, 3), flag(4, true, 3), flag(6, true, 3));
        change(tx -> {
            tx.viewers().addSeen(mailbox, ALICE, 2);
            tx.viewers().addSeen(mailbox, BOB, 3);
        });
        change(tx ->
                tx.viewers()
                        .forget(
                                mailbox,
                                UidSet.of(
                                        List.of(new UidSet.Range(1, 2), new UidSet.Range(4, 5)))));
        assertThat(viewers(mailbox))
                .containsExactlyInAnyOrder(new Viewer(ALICE, 0), new Viewer(BOB, 1));
        assertThat(changedSince(mailbox, ALICE, 1)).isEmpty();
        assertThat(changedSince(mailbox, BOB, 1)).containsExactly(flag(6, true, 3));
    }

    @Test
    void remove_takesOneViewerWithItsFlags() {
        var mailbox = viewedBy(ALICE, BOB);
        var beside = viewedBy(BOB);
        for (AccountId viewer : List.of(ALICE, BOB)) {
            set(mailbox, viewer, flag(1, true, 3));
        }
        set(beside, BOB, flag(1, true, 3));
        change(tx -> tx.viewers().remove(mailbox, BOB));
        assertThat(viewers(mailbox)).containsExactly(new Viewer(ALICE, 0));
        assertThat(changedSince(mailbox, BOB, 1)).isEmpty();
        assertThat(changedSince(mailbox, ALICE, 1)).hasSize(1);
        assertThat(changedSince(beside, BOB, 1)).hasSize(1);
    }

    @Test
    void of_isTheMailboxesOfAViewer() {
        var first = viewedBy(BOB, ALICE);
        var second = viewedBy(BOB);
        viewedBy(ALICE);
        verify(tx -> assertThat(tx.viewers().of(BOB)).containsExactlyInAnyOrder(first, second));
    }

    @Test
    void sweep_removesAllOfTheMailbox_inAsManyStepsAsItNeeds() {
        var mailbox = viewedBy(ALICE, BOB);
        var beside = viewedBy(BOB);
        var flags = LongStream.rangeClosed(1, 25).mapToObj(uid -> flag(uid, true, 3));
        set(mailbox, BOB, flags.toArray(ViewerFlag[]::new));
        set(mailbox, ALICE, flag(1, true, 3));
        set(beside, BOB, flag(1, true, 3));
        int steps = 0;
        while (!changed(tx -> tx.viewers().sweep(mailbox, 10))) {
            assertThat(++steps).isLessThan(10);
        }
        assertThat(viewers(mailbox)).isEmpty();
        assertThat(changedSince(mailbox, BOB, 1)).isEmpty();
        assertThat(changedSince(mailbox, ALICE, 1)).isEmpty();
        assertThat(viewers(beside)).containsExactly(new Viewer(BOB, 0));
        assertThat(changedSince(beside, BOB, 1)).hasSize(1);
        change(tx -> assertThat(tx.viewers().sweep(mailbox, 10)).isTrue());
    }

    @Test
    void clear_removesTheFlagsOfOneViewer_inAsManyStepsAsItNeeds() {
        var mailbox = viewedBy(ALICE, BOB);
        var flags = LongStream.rangeClosed(1, 25).mapToObj(uid -> flag(uid, true, 3));
        set(mailbox, BOB, flags.toArray(ViewerFlag[]::new));
        set(mailbox, ALICE, flag(1, true, 3));
        int steps = 0;
        while (!changed(tx -> tx.viewers().clear(mailbox, BOB, 10))) {
            assertThat(++steps).isLessThan(10);
        }
        assertThat(changedSince(mailbox, BOB, 1)).isEmpty();
        assertThat(changedSince(mailbox, ALICE, 1)).hasSize(1);
        assertThat(viewers(mailbox)).hasSize(2);
    }
}
