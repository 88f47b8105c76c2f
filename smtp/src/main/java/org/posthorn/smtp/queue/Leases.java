package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueId;

/// All leases that this process holds, and their renewal.
///
/// How long a lease lasts is measured here from before it was asked for, so that it is thought to
/// end sooner than it does, whatever the clocks say.
final class Leases {
    /// An entry whose lease ends sooner than this is not begun with.
    static final Duration MARGIN = Duration.ofSeconds(10);

    private static final int BATCH = 500;

    private final OutboundQueue queue;
    private final Claimant claimant;
    private final Duration length;
    private final Time time;
    private final Map<QueueId, Ticket> tickets = new ConcurrentHashMap<>();

    Leases(QueueParts parts, Time time) {
        queue = parts.queue();
        claimant = parts.claimant();
        length = parts.settings().lease();
        this.time = time;
    }

    /// Keeps a lease from now on.
    ///
    /// @param since local time before the lease was asked for
    void hold(Ticket ticket, long since) {
        ticket.leaseUntil(since + length.toNanos());
        tickets.put(ticket.entry().id(), ticket);
    }

    /// Renews them no longer.
    ///
    /// @return those that were not forgotten before
    List<Ticket> forget(Collection<Ticket> those) {
        return those.stream()
                .filter(ticket -> tickets.remove(ticket.entry().id(), ticket))
                .toList();
    }

    /// Whether work on it may begin.
    boolean isGood(Ticket ticket) {
        return !ticket.isLost() && ticket.leasedUntil() - time.nanoTime() > MARGIN.toNanos();
    }

    /// Whether it is held still, as far as is known here.
    boolean isHeld(Ticket ticket) {
        return !ticket.isLost() && ticket.leasedUntil() - time.nanoTime() > 0;
    }

    /// Prolongs all leases that have lost a third of their time.
    void renew() {
        long now = time.nanoTime();
        long enough = now + length.toNanos() / 3 * 2;
        List<Ticket> old = new ArrayList<>();
        for (Ticket ticket : tickets.values()) {
            if (ticket.leasedUntil() - enough <= 0) {
                old.add(ticket);
            }
        }
        for (int from = 0; from < old.size(); from += BATCH) {
            renew(old.subList(from, Math.min(old.size(), from + BATCH)));
        }
    }

    private void renew(List<Ticket> some) {
        long since = time.nanoTime();
        List<QueueId> ids = some.stream().map(ticket -> ticket.entry().id()).toList();
        Set<QueueId> held = new HashSet<>(queue.renew(claimant, ids, length));
        for (Ticket ticket : some) {
            if (held.contains(ticket.entry().id())) {
                ticket.leaseUntil(since + length.toNanos());
            } else {
                ticket.lose();
            }
        }
    }

    /// Hands leases back.
    void release(Collection<Ticket> those) {
        List<QueueId> ids =
                forget(those).stream()
                        .filter(ticket -> !ticket.isLost())
                        .map(ticket -> ticket.entry().id())
                        .toList();
        for (int from = 0; from < ids.size(); from += BATCH) {
            queue.release(claimant, ids.subList(from, Math.min(ids.size(), from + BATCH)));
        }
    }

    boolean has(Ticket ticket) {
        return tickets.get(ticket.entry().id()) == ticket;
    }

    Duration length() {
        return length;
    }

    List<Ticket> all() {
        return List.copyOf(tickets.values());
    }

    int size() {
        return tickets.size();
    }
}
