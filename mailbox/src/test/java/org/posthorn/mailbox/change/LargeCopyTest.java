package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// A copy of many, and others who change its source and its target meanwhile.
final class LargeCopyTest {
    private static final int MANY = 3_000;

    /// More than half of the room that is left below a copy, and not all of it.
    private static final int CROWD = 6_000;

    private final FaultyStorage storage = new FaultyStorage();
    private final Mail mail = Mail.over(storage);
    private AccountId alice = new AccountId(1);
    private Mailbox source;
    private Mailbox target;

    @BeforeEach
    void openMailboxes() {
        alice = TestMail.addAccount(mail);
        source = open(mail, "Archive");
        target = open(mail, "INBOX");
        append(source, MANY);
    }

    private Mailbox open(Mail by, String name) {
        return by.store().mailboxesOf(alice).open(new MailboxName(name)).orElseThrow();
    }

    private void append(Mailbox mailbox, int count) {
        try (var body = mail.store().newBody()) {
            body.write("Subject: many\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var message = new NewMessage(body, Flags.NONE, Instant.EPOCH);
            mailbox.append(Collections.nCopies(count, message));
        }
    }

    private static boolean isBegun(List<Change> changes) {
        return changes.getFirst() instanceof Change.CopyBegun;
    }

    private void checkCopied(List<Uid> copies, int arrived) {
        assertThat(copies).hasSize(MANY);
        assertThat(target.state().size()).isEqualTo(MANY + arrived);
        var anew = open(Mail.over(storage), "INBOX");
        assertThat(anew.state().size()).isEqualTo(MANY + arrived);
        assertThat(anew.state().uidNext()).isEqualTo(target.state().uidNext());
        Recount.check(storage);
    }

    @Test
    void copy_thatIsCrowded_givesUp_andTriesAgainWithMoreRoom() {
        var begun = new ArrayList<Change>();
        try (var _ =
                mail.follow(changes -> {
                    if (isBegun(changes)) {
                        begun.addAll(changes);
                        append(target, CROWD);
                    }
                })) {
            var copies = source.copyTo(UidSet.ALL, target).target();
            assertThat(begun).hasSize(2);
            checkCopied(copies, 2 * CROWD);
        }
    }

    @Test
    void arrival_thatWouldTakeTheUidsOfACopy_isRefused_untilThatHasGivenUp() {
        var refused = new ArrayList<Throwable>();
        try (var _ =
                mail.follow(changes -> {
                    if (isBegun(changes) && refused.isEmpty()) {
                        assertThatThrownBy(() -> append(target, 12_000))
                                .isInstanceOf(StoreException.class)
                                .satisfies(refused::add);
                        append(target, CROWD);
                    }
                })) {
            var copies = source.copyTo(UidSet.ALL, target).target();
            assertThat(refused).hasSize(1);
            append(target, 12_000);
            checkCopied(copies, CROWD + 12_000);
        }
    }

    @Test
    void uidsOfACopy_thatHasGivenUp_areFree() {
        storage.afterNext(() ->
                storage.afterNext(() ->
                        storage.beforeNext(() -> {
                            throw new StoreException("not now");
                        })));
        assertThatThrownBy(() -> source.copyTo(UidSet.ALL, target))
                .isInstanceOf(StoreException.class);
        append(target, 14_000);
        assertThat(target.state().uidNext()).isEqualTo(new Uid(14_001));
        Recount.check(storage);
    }

    /// Another store has begun the copy, and this one has caught up since.
    @Test
    void arrivalElsewhere_doesNotTakeTheUidsOfACopy() {
        var elsewhere = Mail.over(storage);
        var inbox = open(elsewhere, "INBOX");
        append(inbox, 1);
        try (var _ =
                mail.follow(changes -> {
                    if (isBegun(changes)) {
                        new ElsewhereChanges(TestMail.parts(elsewhere)).catchUp();
                        assertThatThrownBy(() -> append(inbox, 12_000))
                                .isInstanceOf(StoreException.class)
                                .hasMessageContaining("a large copy");
                    }
                })) {
            checkCopied(source.copyTo(UidSet.ALL, target).target(), 1);
        }
    }

    @Test
    void keyword_thatCameMeanwhile_isNotCopied() {
        var late = new FlagChange(FlagChange.Kind.ADD, Flags.of(0, List.of("$Late")));
        try (var _ =
                mail.follow(changes -> {
                    if (isBegun(changes)) {
                        source.changeFlags(UidSet.ALL, late, Optional.empty());
                    }
                })) {
            checkCopied(source.copyTo(UidSet.ALL, target).target(), 0);
        }
        var anew = open(Mail.over(storage), "INBOX");
        assertThat(anew.state().keywords()).doesNotContain("$Late");
        var keywords = storage.reading(tx -> tx.mailboxes().keywords(target.info().id()));
        assertThat(keywords).isEmpty();
    }
}
