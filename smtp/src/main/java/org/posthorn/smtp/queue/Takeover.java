package org.posthorn.smtp.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;

/// Takes over what an earlier life of this process held when it ended.
///
/// Nobody knows whether its attempts were taken, so those entries' next ones are logged as repeats.
final class Takeover {
    private static final int PAGE = 500;

    /// More than a process holds at once.
    private static final int MOST = 50_000;

    private final OutboundQueue queue;
    private final Claimant self;
    private final QueueClock clock;
    private final Duration lease;
    private final Set<QueueId> orphans = ConcurrentHashMap.newKeySet();
    private boolean done;

    Takeover(QueueParts parts, QueueClock clock) {
        queue = parts.queue();
        self = parts.claimant();
        lease = parts.settings().lease();
        this.clock = clock;
    }

    /// Whether somebody who has ended may have delivered it; asked once for each entry.
    boolean wasHeld(QueueId entry) {
        return !orphans.isEmpty() && orphans.remove(entry);
    }

    /// Goes through the queue; by one thread, until it has succeeded once.
    void runOnce() {
        if (done) {
            return;
        }
        Instant now = clock.now();
        long after = 0;
        List<QueueEntry> page;
        do {
            page = queue.list(after, PAGE);
            Map<Claimant, List<QueueId>> left = new HashMap<>();
            for (QueueEntry entry : page) {
                after = entry.id().value();
                if (entry.claimant().isPresent() && wasLeft(entry, entry.claimant().get(), now)) {
                    orphans.add(entry.id());
                    left.computeIfAbsent(entry.claimant().get(), _ -> new ArrayList<>())
                            .add(entry.id());
                }
            }
            left.forEach(this::release);
        } while (page.size() == PAGE && orphans.size() < MOST);
        done = true;
    }

    /// A lease has run out, or whose it is does not live any more.
    private boolean wasLeft(QueueEntry entry, Claimant holder, Instant now) {
        boolean ended = holder.node().equals(self.node()) && holder.epoch() < self.epoch();
        Instant latest = ended ? now.plus(lease) : now;
        return !holder.equals(self) && !entry.due().isAfter(latest);
    }

    private void release(Claimant holder, List<QueueId> entries) {
        if (holder.node().equals(self.node())) {
            queue.release(holder, entries);
        }
    }
}
