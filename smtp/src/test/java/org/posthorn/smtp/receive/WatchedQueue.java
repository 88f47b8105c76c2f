package org.posthorn.smtp.receive;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.DeliveryEventSource;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.outbound.Settlement;

/// A queue into which somebody looks.
///
/// @param watcher sees each message before it is taken in; what it returns stands for that
record WatchedQueue(OutboundQueue queue, Function<Posting, Optional<OutboundQueue.Posted>> watcher)
        implements OutboundQueue {
    @Override
    public QueueId newId() {
        return queue.newId();
    }

    @Override
    public Posted post(Posting posting) {
        return watcher.apply(posting).orElseGet(() -> queue.post(posting));
    }

    @Override
    public Instant now() {
        return queue.now();
    }

    @Override
    public List<Destination> destinations(String after, int most) {
        return queue.destinations(after, most);
    }

    @Override
    public List<QueueEntry> claim(String destination, Claimant claimant, Duration lease, int most) {
        return queue.claim(destination, claimant, lease, most);
    }

    @Override
    public List<QueueEntry> claim(List<QueueId> entries, Claimant claimant, Duration lease) {
        return queue.claim(entries, claimant, lease);
    }

    @Override
    public List<QueueId> renew(Claimant claimant, List<QueueId> entries, Duration lease) {
        return queue.renew(claimant, entries, lease);
    }

    @Override
    public void release(Claimant claimant, List<QueueId> entries) {
        queue.release(claimant, entries);
    }

    @Override
    public InputStream open(QueueEntry entry) {
        return queue.open(entry);
    }

    @Override
    public List<QueueEntry> settle(Settlement settlement) {
        return queue.settle(settlement);
    }

    @Override
    public List<QueueEntry> list(long after, int most) {
        return queue.list(after, most);
    }

    @Override
    public Optional<QueueEntry> find(QueueId entry) {
        return queue.find(entry);
    }

    @Override
    public void log(List<DeliveryEvent> events) {
        queue.log(events);
    }

    @Override
    public boolean reschedule(QueueEntry seen, Duration pause, DeliveryEventSource why) {
        return queue.reschedule(seen, pause, why);
    }

    @Override
    public boolean reschedule(QueueId entry, Optional<Duration> pause, DeliveryEventSource why) {
        return queue.reschedule(entry, pause, why);
    }

    @Override
    public boolean remove(QueueId entry, DeliveryEventSource why) {
        return queue.remove(entry, why);
    }
}
