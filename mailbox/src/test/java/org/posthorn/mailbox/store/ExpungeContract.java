package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;

public abstract class ExpungeContract extends StoreContract {
    /// More than one commit takes.
    private static final int MANY = 5_000;

    @Test
    void expungeDeleted_takesOnlyDeletedMessagesOfTheSet() {
        try (var mailbox = open("Trash")) {
            fill(mailbox, 4);
            add(mailbox, UidSet.ofAscending(1, 2, 3), SystemFlag.DELETED);

            var gone = mailbox.expungeDeleted(UidSet.ofAscending(2, 3, 4));

            assertThat(gone).isEqualTo(UidSet.ofAscending(2, 3));
            assertThat(uids(mailbox.state())).containsExactly(1L, 4L);
            assertThat(fixture.bodyCount()).isEqualTo(2);
            assertThat(mailbox.content(new Uid(2))).isEmpty();
            assertThat(summaries(mailbox, UidSet.ALL)).hasSize(2);
        }
    }

    @Test
    void expunge_takesMessagesWhateverTheirFlags() {
        try (var mailbox = open("Trash")) {
            fill(mailbox, 3);
            assertThat(mailbox.expunge(UidSet.ofAscending(1, 3, 99)))
                    .isEqualTo(UidSet.ofAscending(1, 3));
            assertThat(uids(mailbox.state())).containsExactly(2L);
        }
    }

    @Test
    void expunge_raisesTheModSequence_andIsRemembered() {
        try (var mailbox = open("Trash")) {
            fill(mailbox, 5);
            var first = mailbox.state().highestModSequence();
            mailbox.expunge(UidSet.ofAscending(1, 2));
            var second = mailbox.state().highestModSequence();
            mailbox.expunge(UidSet.of(new Uid(4)));

            assertThat(second.value()).isEqualTo(first.value() + 1);
            assertThat(mailbox.expungedSince(first))
                    .isEqualTo(new Vanished(UidSet.ofAscending(1, 2, 4), true));
            assertThat(mailbox.expungedSince(second))
                    .isEqualTo(new Vanished(UidSet.of(new Uid(4)), true));
            assertThat(mailbox.expungedSince(mailbox.state().highestModSequence()).uids().isEmpty())
                    .isTrue();
        }
    }

    @Test
    void expunge_ofMoreThanOneCommitTakes_takesAllAndRemembersThem() {
        try (var mailbox = open("Trash")) {
            fill(mailbox, 10);
            while (mailbox.state().size() <= MANY) {
                mailbox.copyTo(UidSet.ALL, mailbox);
            }
            var all = uids(mailbox.state());
            var before = mailbox.state().highestModSequence();

            var gone = mailbox.expunge(UidSet.ALL);

            assertThat(gone.count()).isEqualTo(all.size());
            assertThat(mailbox.state().size()).isZero();
            assertThat(fixture.bodyCount()).isZero();
            assertThat(mailbox.state().highestModSequence()).isGreaterThan(before);
            assertThat(mailbox.expungedSince(before)).isEqualTo(new Vanished(gone, true));
        }
    }

    @Test
    void delete_vanishesAtOnce_andIsSweptLater() {
        create("Work");
        try (var mailbox = open("Work")) {
            fill(mailbox, 10);
            while (mailbox.state().size() <= MANY) {
                mailbox.copyTo(UidSet.ALL, mailbox);
            }
            store().mailboxesOf(alice).delete(new MailboxName("Work"));

            assertThat(mailbox.isDeleted()).isTrue();
            assertThat(mailbox.state().size()).isZero();
        }
        assertThat(store().mailboxesOf(alice).find(new MailboxName("Work"))).isEmpty();
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
    }

    @Test
    void expunge_ofNothing_changesNothing() {
        try (var mailbox = open("Trash")) {
            fill(mailbox, 1);
            var before = mailbox.state();
            assertThat(mailbox.expungeDeleted(UidSet.ALL).isEmpty()).isTrue();
            assertThat(mailbox.state()).isSameAs(before);
        }
    }

    @Test
    void expunge_neverReusesTheHighestUid_evenAfterARestart() {
        try (var mailbox = open("Trash")) {
            fill(mailbox, 2);
            mailbox.expunge(UidSet.ALL);
        }
        fixture.restart();
        try (var mailbox = open("Trash")) {
            assertThat(append(mailbox, message("next"))).isEqualTo(new Uid(3));
        }
    }

    @Test
    void body_goesWithItsLastReference() {
        AccountId bob = fixture.newAccount();
        deliver(message("one"), alice, bob);
        try (var inbox = open("INBOX")) {
            inbox.expunge(UidSet.ALL);
            assertThat(fixture.bodyCount()).isEqualTo(1);
        }
        try (var inbox = store().mailboxesOf(bob).open(MailboxName.INBOX).orElseThrow()) {
            inbox.expunge(UidSet.ALL);
            assertThat(fixture.bodyCount()).isZero();
        }
    }

    @Test
    void expunge_ofTwoMessagesWithOneBody_deletesTheBodyOnce() {
        deliver(message("one"), alice, alice);
        try (var inbox = open("INBOX")) {
            inbox.expunge(UidSet.ALL);
            assertThat(inbox.state().isEmpty()).isTrue();
        }
        assertThat(fixture.bodyCount()).isZero();
    }
}
