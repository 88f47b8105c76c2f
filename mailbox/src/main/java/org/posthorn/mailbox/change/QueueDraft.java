package org.posthorn.mailbox.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.store.BodyId;

/// What one transaction is going to change of the queue, and what the delivery log says of the
/// transaction.
public final class QueueDraft {
    private final MailTransaction tx;
    private final List<QueueEntry> added = new ArrayList<>();
    private final Map<Claimant, List<QueueEntry>> done = new LinkedHashMap<>();
    private final Map<Claimant, List<QueueEntry>> postponed = new LinkedHashMap<>();
    private final List<DeliveryEvent> events = new ArrayList<>();
    private @Nullable Instant now;

    QueueDraft(MailTransaction tx) {
        this.tx = tx;
    }

    /// What the database's clock says, once for all of the transaction.
    public Instant now() {
        if (now == null) {
            now = tx.queue().now();
        }
        return now;
    }

    public void add(QueueEntry entry) {
        added.add(entry);
    }

    /// Takes entries out that the claimant holds.
    public void finish(Claimant claimant, List<QueueEntry> entries) {
        entriesOf(done, claimant).addAll(entries);
    }

    /// Lets an entry wait that the claimant holds.
    ///
    /// @param entry as it is to be
    public void postpone(Claimant claimant, QueueEntry entry) {
        entriesOf(postponed, claimant).add(entry);
    }

    private static List<QueueEntry> entriesOf(
            Map<Claimant, List<QueueEntry>> entries, Claimant claimant) {
        return entries.computeIfAbsent(claimant, _ -> new ArrayList<>());
    }

    /// Says something for the log.
    public void log(DeliveryEvent event) {
        events.add(event);
    }

    public void log(Collection<DeliveryEvent> several) {
        events.addAll(several);
    }

    List<QueueEntry> added() {
        return added;
    }

    boolean isEmpty() {
        return added.isEmpty() && done.isEmpty() && postponed.isEmpty() && events.isEmpty();
    }

    /// Writes all of it.
    ///
    /// @return the bodies of which there is one mention less
    /// @throws LeaseLostException when a claimant does not hold what it has worked on
    List<BodyId> write(MailTransaction rows) {
        if (!events.isEmpty()) {
            rows.deliveryLog().append(events);
        }
        if (!added.isEmpty()) {
            rows.queue().insert(added);
        }
        var released = new ArrayList<BodyId>();
        done.forEach((claimant, entries) -> {
            entries.sort(Comparator.comparingLong(entry -> entry.id().value()));
            requireAll(rows.queue().delete(ids(entries), claimant), entries);
            entries.forEach(entry -> released.add(entry.body()));
        });
        postponed.forEach((claimant, entries) -> {
            entries.sort(Comparator.comparingLong(entry -> entry.id().value()));
            requireAll(rows.queue().postpone(entries, claimant), entries);
        });
        return released;
    }

    private static List<QueueId> ids(List<QueueEntry> entries) {
        return entries.stream().map(QueueEntry::id).toList();
    }

    private static void requireAll(int held, List<QueueEntry> entries) {
        if (held != entries.size()) {
            throw new LeaseLostException(entries.getFirst().id());
        }
    }

    /// Whether it is on disk, as far as the queue's own rows tell: what was added is there, what
    /// was done is not.
    boolean isWritten(MailTransaction rows) {
        return added.stream().limit(1).allMatch(entry -> rows.queue().find(entry.id()).isPresent())
                && done.values().stream()
                        .limit(1)
                        .allMatch(entries -> rows.queue().find(entries.getFirst().id()).isEmpty())
                && postponed.values().stream()
                        .limit(1)
                        .allMatch(entries -> isFree(rows, entries.getFirst()))
                && !(added.isEmpty() && done.isEmpty() && postponed.isEmpty());
    }

    private static boolean isFree(MailTransaction rows, QueueEntry postponed) {
        return rows.queue().find(postponed.id()).map(row -> row.claimant().isEmpty()).orElse(false);
    }
}
