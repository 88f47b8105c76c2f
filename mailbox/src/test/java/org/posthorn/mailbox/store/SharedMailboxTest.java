package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.directory.AccountId;

/// What memory shows when something fails behind a commit.
final class SharedMailboxTest {
    private static final AccountId ALICE = new AccountId(1);

    private final FaultyStorage storage = new FaultyStorage();
    private LocalMailStore store;
    private Mailbox inbox;
    private Mailbox archive;

    @BeforeEach
    void openMailboxes() {
        storage.inTransaction(tx -> {
            DefaultMailboxes.insert(tx, ALICE);
            return true;
        });
        store = LocalMailStore.inMemory(storage);
        inbox = store.mailboxesOf(ALICE).open(MailboxName.INBOX).orElseThrow();
        archive = store.mailboxesOf(ALICE).open(new MailboxName("Archive")).orElseThrow();
        append();
    }

    private AppendOutcome append() {
        try (var body = store.newBody()) {
            body.write("Subject: one\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return inbox.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
        }
    }

    private static FlagOutcome flag(Mailbox mailbox) {
        return mailbox.changeFlags(
                UidSet.ALL,
                new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.FLAGGED)),
                Optional.empty());
    }

    private void failAfterTheNextCommit() {
        storage.afterNext(() -> {
            throw new UnknownOutcomeException("the disk is gone");
        });
    }

    @Test
    void commit_whosePublishingFails_isDone_andTheStateIsReadFromTheStorage() {
        var parts = StoreParts.over(storage, ArrivalCare.none());
        var shared = parts.open().retain(inbox.info().id());
        var woken = new AtomicInteger();
        shared.addListener(woken::incrementAndGet);
        SharedMailbox.changing(List.of(shared), shared::load);
        var mailbox = List.of(shared);

        var counters =
                SharedMailbox.changing(
                        mailbox,
                        () ->
                                SharedMailbox.commit(
                                        mailbox,
                                        tx -> tx.mailboxes().advance(shared.id(), 3).orElseThrow(),
                                        _ -> {
                                            throw new StackOverflowError("as asked");
                                        }));

        assertThat(counters.uidNext()).isEqualTo(new Uid(5));
        assertThat(shared.state().uidNext()).isEqualTo(new Uid(5));
        assertThat(shared.isStale()).isFalse();
        assertThat(woken).hasValue(1);
    }

    @Test
    void append_ofUnknownOutcome_saysSo_andTheNextChangeGoesByTheStorage() {
        failAfterTheNextCommit();
        assertThatThrownBy(this::append).isInstanceOf(UnknownOutcomeException.class);
        assertThat(flag(inbox).changed()).isEqualTo(UidSet.ofAscending(1, 2));
    }

    @Test
    void changeFlags_ofUnknownOutcome_saysSo_andTheNextChangeGoesByTheStorage() {
        failAfterTheNextCommit();
        assertThatThrownBy(() -> flag(inbox)).isInstanceOf(UnknownOutcomeException.class);
        assertThat(flag(inbox).changed()).isEqualTo(UidSet.EMPTY);
        assertThat(inbox.state().flags(0).has(SystemFlag.FLAGGED)).isTrue();
    }

    @Test
    void expunge_ofUnknownOutcome_saysSo_andTheNextChangeGoesByTheStorage() {
        failAfterTheNextCommit();
        assertThatThrownBy(() -> inbox.expunge(UidSet.ALL))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(inbox.expunge(UidSet.ALL)).isEqualTo(UidSet.EMPTY);
        assertThat(inbox.state().isEmpty()).isTrue();
    }

    @Test
    void move_ofUnknownOutcome_saysSo_andTheNextChangesGoByTheStorage() {
        failAfterTheNextCommit();
        assertThatThrownBy(() -> inbox.moveTo(UidSet.ALL, archive))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(inbox.moveTo(UidSet.ALL, archive).source()).isEmpty();
        assertThat(flag(archive).changed()).isEqualTo(UidSet.of(Uid.FIRST));
    }

    @Test
    void delete_ofUnknownOutcome_saysSo() {
        var name = new MailboxName("Work");
        store.mailboxesOf(ALICE).create(name, Set.of());
        failAfterTheNextCommit();
        assertThatThrownBy(() -> store.mailboxesOf(ALICE).delete(name))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(store.mailboxesOf(ALICE).open(name)).isEmpty();
    }

    @Test
    void open_ofAMailboxOfUnknownOutcome_readsIt() {
        failAfterTheNextCommit();
        assertThatThrownBy(this::append).isInstanceOf(UnknownOutcomeException.class);
        try (var again = store.mailboxesOf(ALICE).open(MailboxName.INBOX).orElseThrow()) {
            assertThat(again.state().size()).isEqualTo(2);
        }
    }
}
