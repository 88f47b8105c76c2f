package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

public abstract class MailboxRowsContract extends RowsContract {
    private static final MailboxCounters CHANGED =
            new MailboxCounters(
                    ALICE,
                    new Uid(4_000_000_000L),
                    new ModSequence(5),
                    new MailboxCounts(7, 3, 2, 6_000_000_000L),
                    4);

    private MailboxCounters counters(MailboxId mailbox) {
        return read(tx -> tx.mailboxes().counters(mailbox)).orElseThrow();
    }

    private boolean advance(MailboxId mailbox, long known, MailboxCounters now, long commit) {
        return changed(tx -> tx.mailboxes().advance(mailbox, new ModSequence(known), now, commit));
    }

    @Test
    void newMailbox_hasTheFirstNumbers() {
        var mailbox = newMailbox();
        assertThat(counters(mailbox)).isEqualTo(MailboxCounters.first(ALICE));
        verify(tx -> assertThat(tx.mailboxes().lastCommit(mailbox)).hasValue(0L));
        verify(tx -> assertThat(tx.mailboxes().recentFloor(mailbox)).hasValue(Uid.FIRST));
        verify(tx -> assertThat(tx.mailboxes().forgottenUpTo(mailbox)).isEqualTo(FIRST));
    }

    @Test
    void advance_fromTheVersionThatIs_replacesAllNumbers_andNotesTheCommit() {
        var mailbox = newMailbox();
        var beside = newMailbox();
        assertThat(advance(mailbox, 1, CHANGED, Long.MAX_VALUE)).isTrue();
        assertThat(counters(mailbox)).isEqualTo(CHANGED);
        verify(tx -> assertThat(tx.mailboxes().lastCommit(mailbox)).hasValue(Long.MAX_VALUE));
        assertThat(counters(beside)).isEqualTo(MailboxCounters.first(ALICE));
    }

    @Test
    void advance_fromAnotherVersion_doesNothing() {
        var mailbox = newMailbox();
        assertThat(advance(mailbox, 1, CHANGED, 17)).isTrue();
        for (long known : new long[] {1, 4, 6}) {
            assertThat(advance(mailbox, known, MailboxCounters.first(ALICE), 18)).isFalse();
        }
        assertThat(counters(mailbox)).isEqualTo(CHANGED);
        verify(tx -> assertThat(tx.mailboxes().lastCommit(mailbox)).hasValue(17L));
    }

    @Test
    void take_givesTheNumbers_alsoThoseOfTheTransactionItself() {
        var mailbox = newMailbox();
        change(tx -> {
            assertThat(tx.mailboxes().take(mailbox)).hasValue(MailboxCounters.first(ALICE));
            assertThat(tx.mailboxes().advance(mailbox, FIRST, CHANGED, 17)).isTrue();
            assertThat(tx.mailboxes().take(mailbox)).hasValue(CHANGED);
            assertThat(tx.mailboxes().lastCommit(mailbox)).hasValue(17L);
        });
    }

    /// Nobody gets between the numbers that were taken and those that replace them.
    @Test
    void take_holdsTheRow_untilTheCommit() throws Exception {
        var mailbox = newMailbox();
        var all = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            all.add(() ->
                    side.inTransaction(tx -> {
                        var before = tx.mailboxes().take(mailbox).orElseThrow();
                        return tx.mailboxes()
                                .advance(mailbox, before.highestModSequence(), next(before), 17);
                    }));
        }
        assertThat(together(all)).containsOnly(true);
        assertThat(counters(mailbox).highestModSequence()).isEqualTo(new ModSequence(9));
    }

    private static MailboxCounters next(MailboxCounters before) {
        return new MailboxCounters(
                before.owner(),
                new Uid(before.uidNext().value() + 1),
                new ModSequence(before.highestModSequence().value() + 1),
                before.counts(),
                before.viewers());
    }

    @Test
    void advance_fromOneVersionByMany_succeedsForOne() throws Exception {
        var mailbox = newMailbox();
        var all = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            all.add(() ->
                    side.inTransaction(tx -> tx.mailboxes().advance(mailbox, FIRST, CHANGED, 17)));
        }
        assertThat(together(all)).containsOnlyOnce(true);
    }

    @Test
    void deletedMailbox_hasNoNumbers() {
        var mailbox = newMailbox();
        change(tx -> tx.mailboxes().delete(mailbox));
        change(tx -> assertThat(tx.mailboxes().take(mailbox)).isEmpty());
        assertThat(advance(mailbox, 1, CHANGED, 17)).isFalse();
        verify(tx -> assertThat(tx.mailboxes().counters(mailbox)).isEmpty());
        verify(tx -> assertThat(tx.mailboxes().lastCommit(mailbox)).isEmpty());
        verify(tx -> assertThat(tx.mailboxes().recentFloor(mailbox)).isEmpty());
        verify(tx -> assertThat(tx.mailboxes().versions(ALICE)).isEmpty());
    }

    @Test
    void versions_areThoseOfAllMailboxesOfTheAccount() {
        var first = newMailbox();
        var second = newMailbox();
        var ofBob = one().newMailboxId();
        change(tx -> tx.mailboxes().insert(ofBob, BOB));
        assertThat(advance(second, 1, CHANGED, 17)).isTrue();
        verify(tx ->
                assertThat(tx.mailboxes().versions(ALICE))
                        .containsExactlyInAnyOrder(
                                new MailboxRows.Version(first, FIRST),
                                new MailboxRows.Version(second, new ModSequence(5))));
    }

    @Test
    void recentFloor_onlyRises() {
        var mailbox = newMailbox();
        for (long floor : new long[] {9, 4, 9}) {
            change(tx -> tx.mailboxes().raiseRecentFloor(mailbox, new Uid(floor)));
            verify(tx -> assertThat(tx.mailboxes().recentFloor(mailbox)).hasValue(new Uid(9)));
        }
        assertThat(counters(mailbox)).isEqualTo(MailboxCounters.first(ALICE));
    }

    @Test
    void forgotten_isWhatWasSet_andIsKeptByAdvances() {
        var mailbox = newMailbox();
        change(tx -> tx.mailboxes().setForgottenUpTo(mailbox, new ModSequence(3)));
        change(tx -> tx.mailboxes().raiseRecentFloor(mailbox, new Uid(6)));
        assertThat(advance(mailbox, 1, CHANGED, 17)).isTrue();
        verify(tx ->
                assertThat(tx.mailboxes().forgottenUpTo(mailbox)).isEqualTo(new ModSequence(3)));
        verify(tx -> assertThat(tx.mailboxes().recentFloor(mailbox)).hasValue(new Uid(6)));
    }

    @Test
    void after_goesThroughAllById() {
        var all = List.of(newMailbox(), newMailbox(), newMailbox());
        verify(tx -> assertThat(tx.mailboxes().after(0, 10)).isEqualTo(all));
        verify(tx -> assertThat(tx.mailboxes().after(0, 2)).isEqualTo(all.subList(0, 2)));
        verify(tx ->
                assertThat(tx.mailboxes().after(all.get(1).value(), 2))
                        .isEqualTo(all.subList(2, 3)));
        verify(tx -> assertThat(tx.mailboxes().after(all.get(2).value(), 2)).isEmpty());
    }
}
