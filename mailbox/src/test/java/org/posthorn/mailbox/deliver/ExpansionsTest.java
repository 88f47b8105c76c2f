package org.posthorn.mailbox.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.Mail;
import org.posthorn.mailbox.TestMail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.OutboundQueue.Posted;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.rows.PendingRows.Expansion;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;
import org.posthorn.mailbox.store.StoreException;

final class ExpansionsTest {
    private static final int MANY = Deliveries.MANY + 1;

    private final MemoryStorage storage = new MemoryStorage();
    private final Mail mail = Mail.over(storage);

    /// One whose message cannot be read, and which is the first by its number.
    private void addBroken() {
        var message = storage.newBodyId();
        var list = storage.newBodyId();
        storage.inTransaction(tx -> {
            tx.pending().addExpansion(new Expansion(message, list, 0, Instant.EPOCH));
            return true;
        });
    }

    @Test
    void messageThatCannotBeDelivered_keepsNoOtherFromBeing() {
        addBroken();
        var account = TestMail.addAccount(mail);
        try (var body = mail.store().newBody()) {
            body.write("Subject: news\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var placements =
                    Collections.<Placement>nCopies(MANY, new Placement.IntoInbox(account, ""));
            assertThat(mail.store().deliver(mail.store().examine(body), placements))
                    .hasSize(MANY)
                    .containsOnly(PlacementOutcome.STORED);
        }
        var status = mail.store().mailboxesOf(account).status(MailboxName.INBOX).orElseThrow();
        assertThat(status.messages()).isEqualTo(MANY);
        var left = storage.reading(tx -> tx.pending().expansions(0, 10));
        assertThat(left).extracting(Expansion::message).containsExactly(new BodyId(1));
    }

    private Posted post(int remotes, AccountId account) {
        var entries = new ArrayList<NewEntry>();
        var events = new ArrayList<DeliveryEvent>();
        for (int i = 0; i < remotes; i++) {
            var id = mail.outbound().newId();
            String recipient = "r" + i + "@far.example";
            entries.add(
                    new NewEntry(
                            id,
                            new Envelope(
                                    "id1", "a@b.example", 10, Instant.EPOCH, MessageOptions.NONE),
                            recipient,
                            RecipientOptions.NONE,
                            "mx:d%d.example".formatted(i % 7),
                            Optional.empty(),
                            ""));
            events.add(
                    new DeliveryEvent(
                            Instant.EPOCH,
                            Kind.QUEUED,
                            "id1",
                            "a@b.example",
                            recipient,
                            Map.of(Detail.ENTRY, id.toString())));
        }
        try (var body = mail.store().newBody()) {
            body.write("Subject: news\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var local =
                    new Posting.Local(
                            new Placement.IntoInbox(account, ""),
                            Optional.empty(),
                            Optional.empty());
            return mail.outbound()
                    .post(new Posting(mail.store().examine(body), List.of(local), entries, events));
        }
    }

    private List<QueueEntry> queue() {
        return mail.outbound().list(0, 10_000);
    }

    @Test
    void recipientsElsewhere_areQueuedInSlices_eachOnce_whereverItBreaksOff() {
        var account = TestMail.addAccount(mail);
        var told = new HashSet<String>();
        var slices = new AtomicInteger();
        mail.outbound()
                .watch(destination -> {
                    told.add(destination);
                    if (slices.incrementAndGet() <= 2) {
                        throw new StoreException("it breaks off");
                    }
                });
        var posted = post(1000, account);
        assertThat(posted.outcomes()).containsExactly(PlacementOutcome.STORED);
        assertThat(posted.entries()).hasSize(1000);
        assertThat(queue()).hasSizeBetween(1, 999);
        TestMail.expandAll(mail);
        assertThat(queue()).hasSizeBetween(1, 999);
        TestMail.expandAll(mail);
        TestMail.expandAll(mail);
        assertThat(queue())
                .extracting(QueueEntry::id)
                .containsExactlyInAnyOrderElementsOf(
                        posted.entries().stream().map(QueueEntry::id).toList());
        assertThat(queue()).extracting(QueueEntry::body).containsOnly(queue().getFirst().body());
        assertThat(told).hasSize(7);
        var status = mail.store().mailboxesOf(account).status(MailboxName.INBOX).orElseThrow();
        assertThat(status.messages()).isEqualTo(1);
        List<Expansion> left = storage.reading(tx -> tx.pending().expansions(0, 10));
        assertThat(left).isEmpty();
        assertThat(TestMail.bodyCount(storage)).isEqualTo(1);
        assertThat(mail.deliveryLog().find(new Question("id1", Instant.EPOCH), 10))
                .hasSize(1000)
                .extracting(DeliveryEvent::kind)
                .containsOnly(Kind.QUEUED);
    }
}
