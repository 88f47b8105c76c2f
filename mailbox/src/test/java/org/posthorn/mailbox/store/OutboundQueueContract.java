package org.posthorn.mailbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.outbound.NewEntry;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.OutboundQueue.Posted;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.RecipientOptions;
import org.posthorn.mailbox.outbound.Settlement;

/// Mail that waits to go elsewhere: taken in with mail for mailboxes here, leased, settled.
public abstract class OutboundQueueContract extends StoreContract {
    private static final Claimant ME = new Claimant("me", 2);
    private static final Claimant OTHER = new Claimant("other", 1);
    private static final Duration LEASE = Duration.ofMinutes(5);

    @AfterEach
    void emptyQueue() {
        for (QueueEntry entry : queue().list(0, 1000)) {
            queue().remove(entry.id(), _ -> event(DeliveryEvent.Kind.DISCARDED));
        }
        fixture.sweep();
    }

    private OutboundQueue queue() {
        return fixture.outbound();
    }

    private NewEntry newEntry(String destination, Optional<Claimant> claimant) {
        return new NewEntry(
                queue().newId(),
                new Envelope("id1", "alice@example.com", 10, NOON, MessageOptions.NONE),
                "bob@example.net",
                RecipientOptions.NONE,
                destination,
                claimant,
                "");
    }

    private static DeliveryEvent event(DeliveryEvent.Kind kind) {
        return new DeliveryEvent(NOON, kind, "id1", "alice@example.com", "", Map.of());
    }

    private static Posting.Local local(AccountId account, Optional<NewEntry> otherwise) {
        return new Posting.Local(
                new Placement.IntoInbox(account, header(account)),
                Optional.of(event(DeliveryEvent.Kind.STORED)),
                otherwise);
    }

    private Posted post(String text, List<Posting.Local> locals, NewEntry... entries) {
        try (var body = body(text)) {
            return queue().post(
                            new Posting(
                                    store().examine(body),
                                    locals,
                                    List.of(entries),
                                    List.of(event(DeliveryEvent.Kind.RECEIVED))));
        }
    }

    private Settlement done(Claimant claimant, List<QueueEntry> entries) {
        return new Settlement(claimant, entries, List.of(), List.of(), List.of());
    }

    private static String text(InputStream octets) {
        try (octets) {
            return new String(octets.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int messages(AccountId account) {
        try (var inbox = store().mailboxesOf(account).open(MailboxName.INBOX).orElseThrow()) {
            return inbox.state().size();
        }
    }

    @Test
    void message_isStoredOnceForMailboxesAndQueue_andGoesWithTheLastOfThem() {
        var posted =
                post(
                        message("both"),
                        List.of(local(alice, Optional.empty())),
                        newEntry("mx:example.net", Optional.empty()),
                        newEntry("mx:example.org", Optional.empty()));
        assertThat(posted.outcomes()).containsExactly(PlacementOutcome.STORED);
        assertThat(posted.entries()).hasSize(2);
        assertThat(fixture.bodyCount()).isEqualTo(1);
        assertThat(text(queue().open(posted.entries().getFirst()))).isEqualTo(message("both"));

        var claimed = queue().claim("mx:example.net", ME, LEASE, 10);
        assertThat(claimed).hasSize(1);
        queue().settle(done(ME, claimed));
        try (var inbox = open("INBOX")) {
            inbox.expunge(UidSet.ALL);
        }
        fixture.sweep();
        assertThat(fixture.bodyCount()).isEqualTo(1);
        queue().settle(done(ME, queue().claim("mx:example.org", ME, LEASE, 10)));
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
        assertThat(queue().list(0, 10)).isEmpty();
    }

    @Test
    void entryClaimedFromTheStart_isNobodyElses_untilItIsReleased() {
        var posted = post(message("mine"), List.of(), newEntry("mx:a", Optional.of(ME)));
        assertThat(posted.entries().getFirst().claimant()).hasValue(ME);
        assertThat(queue().claim("mx:a", OTHER, LEASE, 10)).isEmpty();
        assertThat(queue().destinations("", 10).getFirst().due()).isAfter(queue().now());
        queue().release(ME, List.of(posted.entries().getFirst().id()));
        assertThat(queue().claim("mx:a", OTHER, LEASE, 10)).hasSize(1);
    }

    @Test
    void largeMessage_isReadFromTheQueueAsItCame() {
        String large = message("large") + "0123456789\r\n".repeat(40_000);
        try (var body = body(large)) {
            var entry =
                    new NewEntry(
                            queue().newId(),
                            new Envelope("id1", "", large.length(), NOON, MessageOptions.NONE),
                            "bob@example.net",
                            RecipientOptions.NONE,
                            "mx:a",
                            Optional.empty(),
                            "");
            queue().post(new Posting(store().examine(body), List.of(), List.of(entry), List.of()));
        }
        var claimed = queue().claim("mx:a", ME, LEASE, 1).getFirst();
        assertThat(text(queue().open(claimed))).isEqualTo(large);
    }

    @Test
    void restart_losesNothing_andLeavesLeasesToTheirEnd() {
        post(
                message("kept"),
                List.of(),
                newEntry("mx:a", Optional.of(ME)),
                newEntry("mx:b", Optional.empty()));
        var before = queue().list(0, 10);
        fixture.restart();
        assertThat(queue().list(0, 10)).isEqualTo(before).hasSize(2);
        assertThat(queue().claim("mx:a", OTHER, LEASE, 1)).isEmpty();
        assertThat(queue().claim("mx:b", OTHER, LEASE, 1)).hasSize(1);
    }

    @Test
    void recipientWithoutRoom_isQueuedToBeReported_whereOthersGetTheMessage() {
        var full = fixture.newAccount();
        store().setLimits(full, new AccountLimits(1, AccountLimits.UNLIMITED));
        post(message("first"), List.of(local(full, Optional.empty())));
        var report = newEntry(QueueEntry.REPORTS, Optional.empty());

        var alone = post(message("second"), List.of(local(full, Optional.of(report))));
        assertThat(alone.outcomes()).containsExactly(PlacementOutcome.OVER_LIMIT);
        assertThat(queue().list(0, 10)).isEmpty();

        var posted =
                post(
                        message("third"),
                        List.of(local(alice, Optional.empty()), local(full, Optional.of(report))));
        assertThat(posted.outcomes())
                .containsExactly(PlacementOutcome.STORED, PlacementOutcome.OVER_LIMIT);
        assertThat(queue().claim(QueueEntry.REPORTS, ME, LEASE, 10))
                .extracting(QueueEntry::id)
                .containsExactly(report.id());
    }

    @Test
    void messageForVeryMany_queuesAtOnce_andReportsWhoHasNoRoom() {
        var locals = new ArrayList<Posting.Local>();
        var full = fixture.newAccount();
        store().setLimits(full, new AccountLimits(0, AccountLimits.UNLIMITED));
        var report = newEntry(QueueEntry.REPORTS, Optional.empty());
        locals.add(local(full, Optional.of(report)));
        for (int i = 0; i < 310; i++) {
            locals.add(local(fixture.newAccount(), Optional.empty()));
        }
        var posted = post(message("news"), locals, newEntry("mx:a", Optional.empty()));
        assertThat(posted.entries()).hasSize(1);
        fixture.finishDeliveries();
        assertThat(queue().list(0, 10))
                .extracting(QueueEntry::destination)
                .containsExactlyInAnyOrder("mx:a", QueueEntry.REPORTS);
    }

    @Test
    void settlement_isAllOrNothing_whenALeaseIsLost() {
        post(
                message("two"),
                List.of(),
                newEntry("mx:a", Optional.empty()),
                newEntry("mx:a", Optional.empty()));
        var claimed = queue().claim("mx:a", ME, LEASE, 10);
        queue().reschedule(
                        claimed.getFirst().id(),
                        Optional.empty(),
                        _ -> event(DeliveryEvent.Kind.HELD));
        assertThatThrownBy(() -> settleWithReport(claimed)).isInstanceOf(LeaseLostException.class);
        assertThat(messages(alice)).isZero();
        assertThat(queue().list(0, 10)).hasSize(2);
        settleWithReport(List.of(claimed.get(1)));
        assertThat(messages(alice)).isEqualTo(1);
        assertThat(queue().list(0, 10))
                .singleElement()
                .satisfies(held -> assertThat(held.isHeld()).isTrue());
    }

    private void settleWithReport(List<QueueEntry> entries) {
        try (var body = body(message("failed"))) {
            var report =
                    new Posting(
                            store().examine(body),
                            List.of(local(alice, Optional.empty())),
                            List.of(),
                            List.of());
            queue().settle(new Settlement(ME, entries, List.of(), List.of(report), List.of()));
        }
    }

    @Test
    void postponed_waitsAnew_withWhatWasSaid() {
        post(message("later"), List.of(), newEntry("mx:a", Optional.empty()));
        var claimed = queue().claim("mx:a", ME, LEASE, 10).getFirst();
        var postponed =
                new Postponed(claimed, "relay:r", Duration.ofHours(1), 1, "451 4.7.1 later", true);
        queue().settle(new Settlement(ME, List.of(), List.of(postponed), List.of(), List.of()));
        var entry = queue().find(claimed.id()).orElseThrow();
        assertThat(entry.destination()).isEqualTo("relay:r");
        assertThat(entry.attempts()).isEqualTo(1);
        assertThat(entry.reply()).isEqualTo("451 4.7.1 later");
        assertThat(entry.delayTold()).isTrue();
        assertThat(entry.due()).isAfter(queue().now().plus(Duration.ofMinutes(59)));
    }

    @Test
    void removedByAnAdministrator_leavesNoBody() {
        var posted = post(message("gone"), List.of(), newEntry("mx:a", Optional.empty()));
        var id = posted.entries().getFirst().id();
        assertThat(queue().remove(id, _ -> event(DeliveryEvent.Kind.DISCARDED))).isTrue();
        assertThat(queue().remove(id, _ -> event(DeliveryEvent.Kind.DISCARDED))).isFalse();
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
    }

    @Test
    void settlementsOfMany_atOnce_areEachDone() throws Exception {
        for (int i = 0; i < 60; i++) {
            post(message("m" + i), List.of(), newEntry("mx:a", Optional.empty()));
        }
        var claimed = queue().claim("mx:a", ME, LEASE, 100);
        var settling = new ArrayList<Callable<List<QueueEntry>>>();
        for (QueueEntry entry : claimed) {
            settling.add(() -> queue().settle(done(ME, List.of(entry))));
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var settled : executor.invokeAll(settling)) {
                assertThat(settled.get()).isEmpty();
            }
        }
        assertThat(queue().list(0, 10)).isEmpty();
        fixture.sweep();
        assertThat(fixture.bodyCount()).isZero();
    }
}
