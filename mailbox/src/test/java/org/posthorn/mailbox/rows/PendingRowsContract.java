package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.rows.PendingRows.Examined;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.rows.PendingRows.Gone;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

public abstract class PendingRowsContract extends RowsContract {
    private static final MailboxId HERE = new MailboxId(501);
    private static final MailboxId THERE = new MailboxId(502);

    private static MassCopy copy(MailboxId target, long firstUid) {
        return new MassCopy(target, new Uid(firstUid), new Uid(firstUid + 9), new ModSequence(5));
    }

    @Test
    void copy_isNotedOnceForATarget() {
        change(tx -> assertThat(tx.pending().beginCopy(copy(HERE, 10))).isTrue());
        change(tx -> assertThat(tx.pending().beginCopy(copy(HERE, 30))).isFalse());
        change(tx -> assertThat(tx.pending().beginCopy(copy(THERE, 1))).isTrue());
        verify(tx -> assertThat(tx.pending().copyInto(HERE)).hasValue(copy(HERE, 10)));
        verify(tx ->
                assertThat(tx.pending().copies())
                        .containsExactlyInAnyOrder(copy(HERE, 10), copy(THERE, 1)));
    }

    @Test
    void copyThatHasEnded_isNotHeldAndNotFound_andLeavesItsPlaceToAnother() {
        change(tx -> tx.pending().beginCopy(copy(HERE, 10)));
        change(tx -> assertThat(tx.pending().holdCopy(HERE)).isTrue());
        change(tx -> assertThat(tx.pending().holdCopy(THERE)).isFalse());
        change(tx -> tx.pending().endCopy(HERE));
        change(tx -> assertThat(tx.pending().holdCopy(HERE)).isFalse());
        verify(tx -> assertThat(tx.pending().copyInto(HERE)).isEmpty());
        change(tx -> assertThat(tx.pending().beginCopy(copy(HERE, 30))).isTrue());
    }

    private void addGone(MailboxId mailbox) {
        change(tx -> tx.pending().addGone(mailbox, ALICE));
    }

    private List<Gone> goneSince(long number, int most) {
        return read(tx -> tx.pending().goneSince(number, most));
    }

    @Test
    void gone_areNumberedAsTheyGo_andReadInThatOrder() {
        verify(tx -> assertThat(tx.pending().lastGone()).isZero());
        addGone(THERE);
        addGone(HERE);
        assertThat(goneSince(0, 10))
                .containsExactly(new Gone(THERE, ALICE, 1, false), new Gone(HERE, ALICE, 2, false));
        assertThat(goneSince(0, 1)).containsExactly(new Gone(THERE, ALICE, 1, false));
        assertThat(goneSince(1, 10)).containsExactly(new Gone(HERE, ALICE, 2, false));
        assertThat(goneSince(2, 10)).isEmpty();
        verify(tx -> assertThat(tx.pending().lastGone()).isEqualTo(2));
    }

    @Test
    void gone_areSwept_andForgottenUpToANumber_whenTheyAre() {
        addGone(HERE);
        addGone(THERE);
        addGone(new MailboxId(503));
        change(tx -> tx.pending().setSwept(THERE));
        verify(tx ->
                assertThat(tx.pending().unswept(10))
                        .containsExactlyInAnyOrder(HERE, new MailboxId(503)));
        verify(tx -> assertThat(tx.pending().unswept(1)).hasSize(1));
        change(tx -> tx.pending().setSwept(new MailboxId(503)));
        change(tx -> tx.pending().forgetGone(2));
        assertThat(goneSince(0, 10))
                .containsExactly(
                        new Gone(HERE, ALICE, 1, false),
                        new Gone(new MailboxId(503), ALICE, 3, true));
        verify(tx -> assertThat(tx.pending().lastGone()).isEqualTo(3));
    }

    /// Whoever reads on from the last number that it saw misses nothing that was committed later.
    @Test
    void gone_riseInTheOrderOfCommits_whenManyGoAtOnceFromBothSides() throws Exception {
        int threads = 8;
        int each = 10;
        var running = new AtomicInteger(threads);
        var all = new ArrayList<Callable<List<Long>>>();
        for (int i = 0; i < threads; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            int first = 1000 * (i + 1);
            all.add(() -> {
                try {
                    for (int n = 0; n < each; n++) {
                        var mailbox = new MailboxId(first + n);
                        change(side, tx -> tx.pending().addGone(mailbox, ALICE));
                    }
                } finally {
                    running.decrementAndGet();
                }
                return List.of();
            });
        }
        all.add(() -> {
            var seen = new ArrayList<Long>();
            boolean last;
            do {
                last = running.get() == 0;
                long from = seen.isEmpty() ? 0 : seen.getLast();
                goneSince(from, 100).forEach(gone -> seen.add(gone.number()));
            } while (!last);
            return seen;
        });
        var seen = together(all).getLast();
        assertThat(seen).hasSize(threads * each).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void followers_areWaitedFor_untilTheyAreRemoved() {
        verify(tx -> assertThat(tx.pending().slowestFollower()).isEmpty());
        change(tx -> tx.pending().setFollower("index", 7));
        change(tx -> tx.pending().setFollower("push", 4));
        verify(tx -> assertThat(tx.pending().slowestFollower()).hasValue(4L));
        change(tx -> tx.pending().setFollower("push", 9));
        verify(tx -> assertThat(tx.pending().slowestFollower()).hasValue(7L));
        change(tx -> tx.pending().removeFollower("index"));
        verify(tx -> assertThat(tx.pending().slowestFollower()).hasValue(9L));
        change(tx -> tx.pending().removeFollower("push"));
        verify(tx -> assertThat(tx.pending().slowestFollower()).isEmpty());
    }

    private static Expansion expansion(long body, int next) {
        return new Expansion(new BodyId(body), new BodyId(body + 1), next, NOON);
    }

    @Test
    void expansion_goesOnFromWhereItStands_only() {
        change(tx -> tx.pending().addExpansion(expansion(10, 0)));
        change(tx -> assertThat(tx.pending().advanceExpansion(new BodyId(10), 0, 50)).isTrue());
        change(tx -> assertThat(tx.pending().advanceExpansion(new BodyId(10), 0, 90)).isFalse());
        change(tx -> assertThat(tx.pending().advanceExpansion(new BodyId(20), 0, 90)).isFalse());
        verify(tx ->
                assertThat(tx.pending().expansion(new BodyId(10))).hasValue(expansion(10, 50)));
    }

    @Test
    void expansion_isAdvancedByOne_whenManyTryAtOnce() throws Exception {
        change(tx -> tx.pending().addExpansion(expansion(10, 0)));
        var all = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            all.add(() ->
                    side.inTransaction(tx -> tx.pending().advanceExpansion(new BodyId(10), 0, 50)));
        }
        assertThat(together(all)).containsOnlyOnce(true);
    }

    @Test
    void expansions_areListed_untilTheyEnd() {
        for (long body : new long[] {10, 20, 30}) {
            change(tx -> tx.pending().addExpansion(expansion(body, 0)));
        }
        verify(tx ->
                assertThat(tx.pending().expansions(0, 2))
                        .containsExactly(expansion(10, 0), expansion(20, 0)));
        change(tx -> tx.pending().endExpansion(new BodyId(20)));
        verify(tx ->
                assertThat(tx.pending().expansions(0, 10))
                        .containsExactly(expansion(10, 0), expansion(30, 0)));
        verify(tx -> assertThat(tx.pending().expansions(10, 10)).containsExactly(expansion(30, 0)));
        verify(tx -> assertThat(tx.pending().expansion(new BodyId(20))).isEmpty());
    }

    @Test
    void examined_isWhatWasSetLast() {
        verify(tx -> assertThat(tx.pending().examined()).isEqualTo(new Examined(0, 0)));
        change(tx -> tx.pending().setExamined(new Examined(3, Long.MAX_VALUE)));
        Examined seen = other().reading(tx -> tx.pending().examined());
        assertThat(seen).isEqualTo(new Examined(3, Long.MAX_VALUE));
    }
}
