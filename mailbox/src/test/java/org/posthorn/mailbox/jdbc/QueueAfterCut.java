package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog.Question;
import org.posthorn.mailbox.outbound.OutboundQueue.Destination;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;

/// Whoever works on the queue after a cut finds the log whole, waits for the leases of before, and
/// finishes all that waits.
final class QueueAfterCut {
    private static final Duration LEASE = Duration.ofHours(1);
    private static final int ALL = 1000;

    private final OpenStore store;

    QueueAfterCut(OpenStore store) {
        this.store = store;
    }

    void check() {
        var entries = store.mail().outbound().list(0, ALL);
        entries.forEach(this::checkLogOf);
        var claimed = new ArrayList<QueueEntry>();
        for (Destination destination : store.mail().outbound().destinations("", ALL)) {
            claimed.addAll(claimDue(destination.name(), entries));
            claimed.addAll(claimLeased(destination.name()));
        }
        assertThat(claimed)
                .as("claimed when all leases are over")
                .hasSize((int) entries.stream().filter(entry -> !entry.isHeld()).count());
        finish(claimed);
    }

    /// The trace of a message finds why it is in the queue.
    private void checkLogOf(QueueEntry entry) {
        String message = entry.envelope().id();
        var events = store.mail().deliveryLog().find(new Question(message, Instant.EPOCH), ALL);
        assertThat(events)
                .as("events of " + entry)
                .anyMatch(event -> event.message().equals(message) && begins(event))
                .noneMatch(event -> isOver(event, entry));
        if (isFromAClient(entry)) {
            assertThat(events)
                    .as("why " + entry + " is in the queue")
                    .anyMatch(event ->
                            event.kind() == Kind.QUEUED
                                    && event.recipient().equals(entry.recipient()));
        }
    }

    /// And nothing was said of it, as of a recipient here who could not have it.
    private static boolean isFromAClient(QueueEntry entry) {
        return !entry.envelope().hasNullSender() && entry.reply().isEmpty();
    }

    private static boolean begins(DeliveryEvent event) {
        return event.kind() == Kind.RECEIVED || event.kind() == Kind.REPORTED;
    }

    private static boolean isOver(DeliveryEvent event, QueueEntry entry) {
        return event.recipient().equals(entry.recipient())
                && (event.kind() == Kind.DELIVERED || event.kind() == Kind.DISCARDED);
    }

    /// What is due is had at once, and nothing that is still leased.
    private List<QueueEntry> claimDue(String destination, List<QueueEntry> entries) {
        var queue = store.mail().outbound();
        Instant before = queue.now();
        var claimed = queue.claim(destination, CutQueueWorkload.NEXT, LEASE, ALL);
        Instant after = queue.now();
        var ids = claimed.stream().map(QueueEntry::id).toList();
        for (QueueEntry entry : entries) {
            if (entry.destination().equals(destination) && !entry.due().isAfter(before)) {
                assertThat(ids).as("claimed of " + destination).contains(entry.id());
            }
            if (entry.due().isAfter(after)) {
                assertThat(ids).as("claimed of " + destination).doesNotContain(entry.id());
            }
        }
        return claimed;
    }

    /// When two days have passed, nobody holds anything any more but an administrator.
    private List<QueueEntry> claimLeased(String destination) {
        return store.storage()
                .mail()
                .inTransaction(tx -> {
                    Instant then = tx.queue().now().plus(Duration.ofDays(2));
                    var due =
                            tx.queue().due(destination, then, ALL).stream()
                                    .filter(entry -> !isMine(entry))
                                    .toList();
                    return tx.queue().claim(due, CutQueueWorkload.NEXT, then.plus(LEASE));
                });
    }

    private static boolean isMine(QueueEntry entry) {
        return entry.claimant().filter(CutQueueWorkload.NEXT::equals).isPresent();
    }

    private void finish(List<QueueEntry> claimed) {
        var queue = store.mail().outbound();
        queue.settle(
                new Settlement(CutQueueWorkload.NEXT, claimed, List.of(), List.of(), List.of()));
        for (QueueEntry held : queue.list(0, ALL)) {
            assertThat(held.isHeld()).as("left: " + held).isTrue();
            queue.remove(held.id(), QueueAfterCut::discarded);
        }
        assertThat(queue.list(0, ALL)).isEmpty();
    }

    private static DeliveryEvent discarded(QueueEntry entry) {
        var envelope = entry.envelope();
        return new DeliveryEvent(
                entry.envelope().arrived(),
                Kind.DISCARDED,
                envelope.id(),
                envelope.sender(),
                entry.recipient(),
                Map.of());
    }
}
