package org.posthorn.mailbox.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidValidity;

/// What transactions promise, whatever is in them.
public abstract class TransactionContract extends RowsContract {
    /// Adds a row of each kind.
    private static void addAll(MailTransaction tx, MailboxId mailbox, NewBody body) {
        tx.trees().addTree(ALICE);
        tx.trees()
                .insert(
                        ALICE,
                        new MailboxInfo(mailbox, MailboxName.INBOX, new UidValidity(7), Set.of()));
        tx.trees().subscribe(ALICE, MailboxName.INBOX);
        tx.trees().setRight(new MailboxRight(mailbox, Optional.of(BOB), Rights.of("l")));
        tx.mailboxes().insert(mailbox, ALICE);
        tx.messages()
                .insert(
                        mailbox,
                        List.of(
                                message(1, 2, Flags.of(0, List.of("a"))),
                                message(2, 2, Flags.NONE)));
        tx.expunged()
                .insert(mailbox, List.of(row(2, 2, Flags.NONE)), new ModSequence(3), NOON, true);
        tx.viewers().addViewer(mailbox, BOB);
        tx.viewers()
                .set(mailbox, BOB, List.of(new ViewerFlag(Uid.FIRST, true, new ModSequence(3))));
        tx.bodies().insert(body, 1);
        tx.accounts().insert(ALICE);
        tx.pending().addGone(mailbox, ALICE);
        tx.pending().addExpansion(new PendingRows.Expansion(body.id(), body.id(), 0, NOON));
        tx.pending()
                .beginCopy(
                        new PendingRows.MassCopy(
                                mailbox, Uid.FIRST, Uid.FIRST, new ModSequence(3)));
        tx.pending().setFollower("index", 1);
        tx.pending().setExamined(new PendingRows.Examined(1, 1));
    }

    private List<Object> all(MailStorage storage, MailboxId mailbox, BodyId body) {
        return storage.reading(tx ->
                List.of(
                        tx.trees().version(ALICE).isPresent(),
                        tx.trees().mailbox(mailbox).isPresent(),
                        tx.trees().subscriptions(ALICE).size(),
                        tx.trees().rights(mailbox).size(),
                        tx.mailboxes().counters(mailbox).isPresent(),
                        tx.mailboxes().keywords(mailbox).size(),
                        tx.messages().count(mailbox, Uid.FIRST, END),
                        tx.expunged().count(mailbox),
                        tx.viewers().viewers(mailbox).size(),
                        tx.bodies().after(body.value() - 1, 1).size(),
                        tx.accounts().counters(ALICE).isPresent(),
                        tx.pending().goneSince(0, 10).size(),
                        tx.pending().lastGone(),
                        tx.pending().expansions(0, 10).size(),
                        tx.pending().copies().size(),
                        tx.pending().slowestFollower().isPresent(),
                        tx.pending().examined()));
    }

    @Test
    void whatIsCommitted_isThereForBothSides() {
        var mailbox = one().newMailboxId();
        var body = one().newBodyId();
        var kept = kept(body, examined("x"));
        change(tx -> addAll(tx, mailbox, kept));
        for (MailStorage side : List.of(one(), other())) {
            assertThat(all(side, mailbox, body))
                    .containsExactly(
                            true,
                            true,
                            1,
                            1,
                            true,
                            1,
                            2,
                            1,
                            1,
                            1,
                            true,
                            1,
                            1L,
                            1,
                            1,
                            true,
                            new PendingRows.Examined(1, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StoreException.class, LinkageError.class})
    void workThatThrows_isUndoneWhole_andThrowsTheSame(Class<? extends Throwable> thrown)
            throws ReflectiveOperationException {
        var mailbox = one().newMailboxId();
        var body = one().newBodyId();
        var kept = kept(body, examined("x"));
        var nothing = all(one(), mailbox, body);
        var failure = thrown.getConstructor(String.class).newInstance("ours");
        assertThatThrownBy(() ->
                        change(tx -> {
                            addAll(tx, mailbox, kept);
                            throwUnchecked(failure);
                        }))
                .isSameAs(failure);
        for (MailStorage side : List.of(one(), other())) {
            assertThat(all(side, mailbox, body)).isEqualTo(nothing);
        }
        // Nothing of it comes back with the next.
        change(tx -> tx.pending().setFollower("other", 1));
        change(tx -> tx.pending().removeFollower("other"));
        assertThat(all(one(), mailbox, body)).isEqualTo(nothing);
    }

    private static void throwUnchecked(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

    @Test
    void numbers_areNeverGivenTwice_fromBothSidesAtOnce() throws Exception {
        var all = new ArrayList<Callable<List<Long>>>();
        for (int i = 0; i < 8; i++) {
            MailStorage side = i % 2 == 0 ? one() : other();
            all.add(() -> {
                var numbers = new ArrayList<Long>();
                for (int n = 0; n < 300; n++) {
                    numbers.add(side.newMailboxId().value());
                }
                return numbers;
            });
        }
        assertThat(together(all).stream().flatMap(List::stream)).doesNotHaveDuplicates();
        for (MailStorage side : List.of(one(), other())) {
            assertThat(side.newEmailId()).isNotEqualTo(side.newEmailId());
            assertThat(side.newBodyId()).isNotEqualTo(side.newBodyId());
        }
        assertThat(one().newEmailId()).isNotEqualTo(other().newEmailId());
        assertThat(one().newBodyId()).isNotEqualTo(other().newBodyId());
    }
}
