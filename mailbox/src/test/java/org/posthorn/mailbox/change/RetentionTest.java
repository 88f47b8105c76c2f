package org.posthorn.mailbox.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.Recount;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.body.ArrivalCare;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.mailbox.store.Vanished;

/// What is kept of expunged messages, and for how long.
final class RetentionTest {
    private final MailStorage storage = new MemoryStorage();

    private Mail mail(Retention retention) {
        return TestMail.over(
                StoreParts.over(
                        new StoreParts.Foundation(
                                storage,
                                ArrivalCare.none(),
                                retention,
                                (why, cause) -> {
                                    throw new IllegalStateException(why, cause);
                                })));
    }

    private static Mailbox filled(Mail mail, int count) {
        var account = TestMail.addAccount(mail);
        var inbox = mail.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow();
        try (var body = mail.store().newBody()) {
            body.write("Subject: one\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            inbox.append(
                    Collections.nCopies(count, new NewMessage(body, Flags.NONE, Instant.EPOCH)));
        }
        return inbox;
    }

    private static Retention retention(Duration expunged, Duration uids, int most) {
        return new Retention(expunged, uids, most, Duration.ofMinutes(-1), 30);
    }

    private static void sweep(Mail mail) {
        new Sweeper(TestMail.parts(mail)).sweepExpunged();
    }

    @Test
    void expunged_isKeptWithItsBody_asLongAsItCanBeBroughtBack_andIsNotCounted() {
        var mail = mail(retention(Duration.ofDays(1), Duration.ofDays(90), 1000));
        var inbox = filled(mail, 3);
        inbox.expunge(UidSet.ofAscending(1, 2));
        sweep(mail);
        TestMail.sweep(mail);
        assertThat(TestMail.bodyCount(storage)).isEqualTo(3);
        Recount.check(storage);

        var later = mail(retention(Duration.ZERO, Duration.ofDays(90), 1000));
        sweep(later);
        TestMail.sweep(later);
        assertThat(TestMail.bodyCount(storage)).isEqualTo(1);
        assertThat(inbox.expungedSince(new ModSequence(1)))
                .isEqualTo(new Vanished(UidSet.ofAscending(1, 2), true));
    }

    @Test
    void moved_isNotKept() {
        var mail = mail(retention(Duration.ofDays(1), Duration.ofDays(90), 1000));
        var inbox = filled(mail, 3);
        inbox.moveTo(UidSet.ALL, inbox);
        inbox.expunge(UidSet.ofAscending(4));
        var forgetting = mail(retention(Duration.ZERO, Duration.ofDays(90), 1000));
        sweep(forgetting);
        TestMail.sweep(forgetting);
        assertThat(TestMail.bodyCount(storage)).isEqualTo(2);
    }

    @Test
    void uids_thatAreTooMany_areForgotten_theOldestFirst_andThatIsSaid() {
        var mail = mail(retention(Duration.ZERO, Duration.ofDays(90), 3));
        var inbox = filled(mail, 10);
        var states = new ModSequence[6];
        for (int i = 0; i < 6; i++) {
            states[i] = inbox.state().highestModSequence();
            inbox.expunge(UidSet.ofAscending(i + 1));
        }
        sweep(mail);
        assertThat(inbox.expungedSince(states[3]))
                .isEqualTo(new Vanished(UidSet.ofAscending(4, 5, 6), true));
        assertThat(inbox.expungedSince(states[2]).complete()).isFalse();
    }

    @Test
    void storeThatWasBehindWhatIsForgotten_readsTheMailboxAnew() {
        var mail = mail(retention(Duration.ZERO, Duration.ofDays(90), 0));
        var inbox = filled(mail, 5);
        var other = mail(retention(Duration.ZERO, Duration.ofDays(90), 0));
        var account =
                storage.reading(tx -> tx.mailboxes().counters(inbox.info().id()))
                        .orElseThrow()
                        .owner();
        try (var behind =
                other.store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow()) {
            inbox.expunge(UidSet.ofAscending(2, 3));
            sweep(mail);
            other.store().catchUp();
            assertThat(behind.state().size()).isEqualTo(3);
            assertThat(behind.expungedSince(new ModSequence(1)).complete()).isFalse();
        }
    }
}
