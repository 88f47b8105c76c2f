package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.body.ArrivalCare;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.FlagOutcome;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.OverLimitException;
import org.posthorn.mailbox.store.PartlyMovedException;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// What becomes of changes when something fails in and behind the commit, and what followers hear.
final class CommitsTest {
    private final FaultyStorage storage = new FaultyStorage();
    private final List<String> ends = new ArrayList<>();
    private final Mail mail =
            TestMail.over(
                    StoreParts.over(
                            new StoreParts.Foundation(
                                    storage,
                                    ArrivalCare.none(),
                                    Retention.DEFAULT,
                                    (why, _) -> ends.add(why))));
    private AccountId alice = new AccountId(1);
    private Mailbox inbox;
    private Mailbox archive;

    @BeforeEach
    void openMailboxes() {
        alice = TestMail.addAccount(mail);
        inbox = open("INBOX");
        archive = open("Archive");
        append();
    }

    private Mailbox open(String name) {
        return mail.store().mailboxesOf(alice).open(new MailboxName(name)).orElseThrow();
    }

    private Uid append() {
        try (var body = mail.store().newBody()) {
            body.write("Subject: one\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return inbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)))
                    .uids()
                    .getFirst();
        }
    }

    private PlacementOutcome deliver() {
        try (var body = mail.store().newBody()) {
            body.write("Subject: two\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return mail.store()
                    .deliver(
                            mail.store().examine(body), List.of(new Placement.IntoInbox(alice, "")))
                    .getFirst();
        }
    }

    private static FlagOutcome flag(Mailbox mailbox) {
        return mailbox.changeFlags(
                UidSet.ALL,
                new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.FLAGGED)),
                Optional.empty());
    }

    private void loseTheNextAnswer() {
        storage.afterNext(() -> {
            throw new UnknownOutcomeException("the connection is gone");
        });
    }

    private void loseTheNextTransaction() {
        storage.beforeNext(() -> {
            throw new UnknownOutcomeException("the connection is gone");
        });
    }

    @Test
    void commit_whoseAnswerIsLost_isLookedUp_andIsDone() {
        loseTheNextAnswer();
        assertThat(append()).isEqualTo(new Uid(2));
        loseTheNextAnswer();
        assertThat(flag(inbox).changed()).isEqualTo(UidSet.ofAscending(1, 2));
        loseTheNextAnswer();
        assertThat(deliver()).isEqualTo(PlacementOutcome.STORED);
        loseTheNextAnswer();
        assertThat(inbox.moveTo(UidSet.ALL, archive).source()).hasSize(3);
        loseTheNextAnswer();
        assertThat(archive.expunge(UidSet.ALL).count()).isEqualTo(3);
        assertThat(ends).isEmpty();
        Recount.check(storage);
    }

    @Test
    void commit_thatNeverCame_isLookedUp_andDoneOnce() {
        loseTheNextTransaction();
        assertThat(append()).isEqualTo(new Uid(2));
        assertThat(inbox.state().size()).isEqualTo(2);
        assertThat(ends).isEmpty();
    }

    /// A work that shares no commit is not tried again by itself.
    @Test
    void commitOfATree_thatNeverCame_isRefused() {
        loseTheNextTransaction();
        assertThatThrownBy(() ->
                        mail.store().mailboxesOf(alice).create(new MailboxName("Work"), Set.of()))
                .isInstanceOf(StoreException.class)
                .hasMessage("nothing was changed");
        assertThat(ends).isEmpty();
    }

    @Test
    void commit_thatCannotBeLookedUp_endsTheProcess_andIsNotTriedAgain() {
        storage.afterNext(() -> {
            storage.beforeNextReading(() -> {
                throw new StoreException("the database is gone");
            });
            throw new UnknownOutcomeException("the connection is gone");
        });
        assertThatThrownBy(this::append).isInstanceOf(UnknownOutcomeException.class);
        assertThat(ends).containsExactly("a commit may be on disk or not");
        assertThat(flag(inbox).changed()).isEqualTo(UidSet.ofAscending(1, 2));
    }

    @Test
    void changeOfATree_whoseAnswerIsLost_endsTheProcess() {
        loseTheNextAnswer();
        assertThatThrownBy(() ->
                        mail.store().mailboxesOf(alice).create(new MailboxName("Work"), Set.of()))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(ends).hasSize(1);
    }

    @Test
    void change_thatFails_changesNothing_andTheNextSucceeds() {
        var before = inbox.state();
        storage.beforeNext(() -> {
            throw new StoreException("not now");
        });
        // Whoever leads a group tries once more, alone.
        assertThat(flag(inbox).changed()).isEqualTo(UidSet.of(Uid.FIRST));
        assertThat(inbox.state()).isNotSameAs(before);
        Recount.check(storage);
    }

    @Test
    void listenerAndFollowerThatFail_areTheirOwnTrouble() {
        var heard = new ArrayList<Change>();
        inbox.onChange(() -> {
            throw new StackOverflowError("as asked");
        });
        var woken = new AtomicInteger();
        inbox.onChange(woken::incrementAndGet);
        try (var _ =
                        mail.follow(_ -> {
                            throw new IllegalStateException("as asked");
                        });
                var _ = mail.follow(heard::addAll)) {
            append();
        }
        append();
        assertThat(woken).hasValue(2);
        assertThat(heard).singleElement().isInstanceOf(Change.Added.class);
    }

    @Test
    void followers_hearEachKindOfChange_afterItIsOnDisk() {
        var heard = new ArrayList<String>();
        var mailboxes = mail.store().mailboxesOf(alice);
        var work = new MailboxName("Work");
        try (var _ =
                mail.follow(changes ->
                        changes.forEach(change -> heard.add(change.getClass().getSimpleName())))) {
            flag(inbox);
            inbox.copyTo(UidSet.ALL, archive);
            inbox.moveTo(UidSet.ALL, archive);
            archive.expunge(UidSet.ALL);
            mailboxes.create(work, Set.of());
            mailboxes.subscribe(work);
            mailboxes.rename(work, new MailboxName("Play"));
            mailboxes.unsubscribe(work);
            mailboxes.delete(new MailboxName("Play"));
            mail.store().setLimits(alice, AccountLimits.NONE);
            flag(inbox);
        }
        assertThat(heard)
                .containsExactly(
                        "FlagsSet",
                        "Added",
                        "Added",
                        "Expunged",
                        "Expunged",
                        "MailboxMade",
                        "Subscribed",
                        "MailboxRenamed",
                        "Unsubscribed",
                        "MailboxGone",
                        "LimitsSet");
    }

    private long changeNumber() {
        return storage.reading(tx -> tx.accounts().counters(alice)).orElseThrow().changeNumber();
    }

    @Test
    void changeNumber_risesWithEveryChangeBelowTheAccount_andWithNothingElse() {
        long before = changeNumber();
        var mailboxes = mail.store().mailboxesOf(alice);
        flag(inbox);
        assertThat(changeNumber()).isEqualTo(before + 1);
        flag(inbox);
        mailboxes.status(MailboxName.INBOX);
        assertThat(changeNumber()).isEqualTo(before + 1);
        mailboxes.subscribe(new MailboxName("elsewhere"));
        assertThat(changeNumber()).isEqualTo(before + 2);
        mailboxes.create(new MailboxName("a/b/c"), Set.of());
        assertThat(changeNumber()).isEqualTo(before + 3);
    }

    /// Appends so many that a change of all has several parts.
    private void fillUp() {
        try (var body = mail.store().newBody()) {
            body.write("Subject: many\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var message = new NewMessage(body, Flags.NONE, Instant.EPOCH);
            inbox.append(Collections.nCopies(2500, message));
        }
    }

    @Test
    void moveOfMany_thatFailsInBetween_saysWhatIsDone() {
        fillUp();
        storage.afterNext(() ->
                storage.beforeNext(() -> {
                    throw new StoreException("not now");
                }));
        assertThatThrownBy(() -> inbox.moveTo(UidSet.ALL, archive))
                .isInstanceOfSatisfying(
                        PartlyMovedException.class,
                        e -> {
                            assertThat(e.moved().source()).hasSize(Slices.FIRST);
                            assertThat(archive.state().size()).isEqualTo(Slices.FIRST);
                        });
        assertThat(inbox.state().size()).isEqualTo(2501 - Slices.FIRST);
        Recount.check(storage);
    }

    @Test
    void copyOfMany_thatFailsInBetween_leavesNothing() {
        fillUp();
        int bodies = TestMail.bodyCount(storage);
        storage.afterNext(() ->
                storage.afterNext(() ->
                        storage.beforeNext(() -> {
                            throw new StoreException("not now");
                        })));
        assertThatThrownBy(() -> inbox.copyTo(UidSet.ALL, archive))
                .isInstanceOf(StoreException.class);
        assertThat(archive.state().isEmpty()).isTrue();
        var copies = storage.reading(tx -> tx.pending().copies());
        assertThat(copies).isEmpty();
        var rows = storage.reading(tx -> tx.messages().from(archive.info().id(), Uid.FIRST, 10));
        assertThat(rows).isEmpty();
        inbox.expunge(UidSet.ALL);
        assertThat(TestMail.bodyCount(storage)).isZero();
        assertThat(bodies).isPositive();
    }

    @Test
    void expungeOfMany_thatFailsInBetween_announcesWhatIsGone() {
        fillUp();
        storage.afterNext(() ->
                storage.beforeNext(() -> {
                    throw new StoreException("not now");
                }));
        assertThatThrownBy(() -> inbox.expunge(UidSet.ALL)).isInstanceOf(StoreException.class);
        assertThat(inbox.state().size()).isEqualTo(2501 - Slices.FIRST);
        Recount.check(storage);
    }

    @Test
    void limits_areExact_andRefuseOnlyWhatIsTooMuch() {
        mail.store().setLimits(alice, new AccountLimits(2, AccountLimits.UNLIMITED));
        assertThat(deliver()).isEqualTo(PlacementOutcome.STORED);
        assertThat(deliver()).isEqualTo(PlacementOutcome.OVER_LIMIT);
        assertThatThrownBy(this::append).isInstanceOf(OverLimitException.class);
        assertThatThrownBy(() -> inbox.copyTo(UidSet.ALL, archive))
                .isInstanceOf(OverLimitException.class);
        assertThat(inbox.moveTo(UidSet.ALL, archive).source()).hasSize(2);
        archive.expunge(UidSet.of(Uid.FIRST));
        assertThat(deliver()).isEqualTo(PlacementOutcome.STORED);
        assertThat(mail.store().usage(alice).orElseThrow().messages()).isEqualTo(2);
        Recount.check(storage);
    }

    @Test
    void recipientsWithoutRoom_areFoundAtOnce_howeverMany() {
        var placements = new ArrayList<Placement>();
        for (int i = 0; i < 50; i++) {
            var account = TestMail.addAccount(mail);
            if (i != 7) {
                mail.store().setLimits(account, new AccountLimits(AccountLimits.UNLIMITED, 10));
            }
            placements.add(new Placement.IntoInbox(account, ""));
        }
        try (var body = mail.store().newBody()) {
            body.write("Subject: two\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var message = mail.store().examine(body);
            int before = storage.transactions();
            var outcomes = mail.store().deliver(message, placements);
            assertThat(storage.transactions() - before).isEqualTo(2);
            assertThat(outcomes).containsOnlyOnce(PlacementOutcome.STORED);
            assertThat(outcomes.get(7)).isEqualTo(PlacementOutcome.STORED);
        }
        Recount.check(storage);
    }

    @Test
    void limitOfOneRecipient_doesNotKeepTheOthersFromTheirMail() {
        var bob = TestMail.addAccount(mail);
        mail.store().setLimits(alice, new AccountLimits(AccountLimits.UNLIMITED, 10));
        try (var body = mail.store().newBody()) {
            body.write("Subject: two\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(
                            mail.store()
                                    .deliver(
                                            mail.store().examine(body),
                                            List.of(
                                                    new Placement.IntoInbox(alice, ""),
                                                    new Placement.IntoInbox(bob, ""))))
                    .containsExactly(PlacementOutcome.OVER_LIMIT, PlacementOutcome.STORED);
        }
        assertThat(TestMail.bodyCount(storage)).isEqualTo(2);
        Recount.check(storage);
    }
}
