package org.posthorn.mailbox.deliver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.change.Bodies;
import org.posthorn.mailbox.change.Draft;
import org.posthorn.mailbox.change.SharedMailbox;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.change.Work;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.DeliveryEventSource;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.OpenBody;
import org.posthorn.mailbox.store.StoreException;

/// The queue in the storage.
///
/// Leases are taken and given back in transactions of their own, which touch no mailbox; what is
/// taken in and what is settled goes through the commit point, with the mail of others.
public final class StoredQueue implements OutboundQueue {
    /// A body up to this size is read at once.
    private static final long WHOLE_OCTETS = RecentBodies.LARGEST_OCTETS;

    private final StoreParts parts;
    private final MailStorage storage;
    private final Deliveries deliveries;
    private final RecentBodies recent = new RecentBodies();

    public StoredQueue(StoreParts parts, Deliveries deliveries) {
        this.parts = parts;
        this.storage = parts.storage();
        this.deliveries = deliveries;
    }

    @Override
    public QueueId newId() {
        return storage.newQueueId();
    }

    @Override
    public Posted post(Posting posting) {
        return parts.care().handle(List.of(posting.message().body()), () -> take(posting));
    }

    private Posted take(Posting posting) {
        boolean leaves =
                posting.entries().stream().anyMatch(entry -> entry.claimant().isPresent())
                        && posting.message().sizeOctets() <= WHOLE_OCTETS;
        byte[] octets = leaves ? posting.message().octets() : new byte[0];
        Posted posted = deliveries.post(posting);
        if (leaves) {
            recent.put(posted.entries().getFirst().body(), octets);
        }
        return posted;
    }

    @Override
    public void watch(Consumer<String> destinations) {
        deliveries.watch(destinations);
    }

    @Override
    public Instant now() {
        return storage.reading(tx -> tx.queue().now());
    }

    @Override
    public List<Destination> destinations(String after, int most) {
        return storage.reading(tx -> tx.queue().destinations(after, most));
    }

    @Override
    public List<QueueEntry> claim(String destination, Claimant claimant, Duration lease, int most) {
        return storage.inTransaction(tx -> {
            var now = tx.queue().now();
            var due = tx.queue().due(destination, now, most);
            return due.isEmpty() ? due : tx.queue().claim(due, claimant, now.plus(lease));
        });
    }

    @Override
    public List<QueueEntry> claim(List<QueueId> entries, Claimant claimant, Duration lease) {
        return storage.inTransaction(tx -> {
            var now = tx.queue().now();
            var free =
                    entries.stream()
                            .sorted(Comparator.comparingLong(QueueId::value))
                            .map(entry -> tx.queue().find(entry))
                            .flatMap(Optional::stream)
                            .filter(entry -> !entry.due().isAfter(now))
                            .toList();
            return free.isEmpty() ? free : tx.queue().claim(free, claimant, now.plus(lease));
        });
    }

    @Override
    public List<QueueId> renew(Claimant claimant, List<QueueId> entries, Duration lease) {
        return storage.inTransaction(
                tx -> tx.queue().renew(entries, claimant, tx.queue().now().plus(lease)));
    }

    @Override
    public void release(Claimant claimant, List<QueueId> entries) {
        storage.inTransaction(tx -> {
            tx.queue().release(entries, claimant, tx.queue().now());
            return true;
        });
    }

    @Override
    public InputStream open(QueueEntry entry) {
        var body = entry.body();
        if (entry.envelope().sizeOctets() <= WHOLE_OCTETS) {
            return new ByteArrayInputStream(
                    recent.find(body)
                            .or(() ->
                                    Optional.ofNullable(
                                            storage.octets().whole(List.of(body)).get(body)))
                            .orElseThrow(() -> gone(entry)));
        }
        return new Octets(
                storage.octets().open(body).orElseThrow(() -> gone(entry)),
                entry.envelope().sizeOctets());
    }

    private static StoreException gone(QueueEntry entry) {
        return new StoreException("the message of queue entry " + entry.id() + " is missing");
    }

    /// A body from its start to its end. What a lease protects is not deleted, so it needs no pin.
    private static final class Octets extends InputStream {
        private final OpenBody body;
        private final long size;
        private long read;
        private byte[] part = {};
        private int position;

        Octets(OpenBody body, long size) {
            this.body = body;
            this.size = size;
        }

        private boolean fill() {
            if (position < part.length) {
                return true;
            }
            if (read >= size) {
                return false;
            }
            part = body.from(read);
            read += part.length;
            position = 0;
            return true;
        }

        @Override
        public int read() {
            return fill() ? part[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, part.length - position);
            System.arraycopy(part, position, into, offset, count);
            position += count;
            return count;
        }
    }

    @Override
    public List<QueueEntry> settle(Settlement settlement) {
        return deliveries.settle(settlement);
    }

    @Override
    public List<QueueEntry> list(long after, int most) {
        return storage.reading(tx -> tx.queue().after(after, most));
    }

    @Override
    public Optional<QueueEntry> find(QueueId entry) {
        return storage.reading(tx -> tx.queue().find(entry));
    }

    @Override
    public void log(List<DeliveryEvent> events) {
        parts.commits().run(new LogWork(events));
    }

    /// Nothing but lines of the log.
    private static final class LogWork extends Work<Boolean> {
        private final List<DeliveryEvent> events;

        LogWork(List<DeliveryEvent> events) {
            super(false);
            this.events = events;
        }

        @Override
        protected Collection<SharedMailbox> mailboxes() {
            return List.of();
        }

        @Override
        protected Boolean plan(Draft draft) {
            draft.queue().log(events);
            return true;
        }
    }

    @Override
    public boolean reschedule(QueueEntry seen, Duration pause, DeliveryEventSource why) {
        return change(
                seen.id(),
                why,
                draft ->
                        draft.rows()
                                .queue()
                                .reschedule(
                                        seen.id(), seen.due(), draft.queue().now().plus(pause)));
    }

    @Override
    public boolean reschedule(QueueId entry, Optional<Duration> pause, DeliveryEventSource why) {
        return change(
                entry,
                why,
                draft -> {
                    var now = draft.queue().now();
                    return draft.rows()
                            .queue()
                            .reschedule(entry, pause.map(now::plus).orElse(Instant.MAX));
                });
    }

    @Override
    public boolean remove(QueueId entry, DeliveryEventSource why) {
        return change(
                entry,
                why,
                draft -> {
                    var there = draft.rows().queue().find(entry);
                    boolean removed = draft.rows().queue().remove(entry);
                    if (removed) {
                        there.ifPresent(row -> Bodies.release(draft.rows(), List.of(row.body())));
                    }
                    return removed;
                });
    }

    private boolean change(
            QueueId entry, DeliveryEventSource why, Function<Draft, Boolean> action) {
        return parts.commits().run(new EntryWork(entry, why, action));
    }

    /// What an administrator wants of an entry.
    private static final class EntryWork extends Work<Boolean> {
        private final QueueId entry;
        private final DeliveryEventSource why;
        private final Function<Draft, Boolean> action;

        EntryWork(QueueId entry, DeliveryEventSource why, Function<Draft, Boolean> action) {
            super(false);
            this.entry = entry;
            this.why = why;
            this.action = action;
        }

        @Override
        protected Collection<SharedMailbox> mailboxes() {
            return List.of();
        }

        @Override
        protected boolean isAlone() {
            return true;
        }

        @Override
        protected Boolean plan(Draft draft) {
            @Nullable QueueEntry before = draft.rows().queue().find(entry).orElse(null);
            if (before == null || !action.apply(draft)) {
                return false;
            }
            draft.queue().log(why.of(before));
            return true;
        }
    }
}
