package org.posthorn.mailbox.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.posthorn.mailbox.store.PendingDelivery.Share;
import org.posthorn.mailbox.store.PendingDelivery.Turn;

/// Commits deliveries that arrive at the same time in one transaction, so that they share its cost
/// and its flush.
///
/// Whoever comes while nobody leads, leads: takes those who wait, commits their messages with its
/// own, and leaves the lead to the next who waits. Nobody waits for a busy mailbox of somebody
/// else, and when a group fails, each of its messages is tried alone.
final class DeliveryGroups {
    private static final int MAX_GROUP = 32;

    /// A larger body is delivered alone, lest small ones wait for it.
    private static final long MAX_OCTETS = SpooledBody.HEAP_OCTETS;

    private final MailStorage storage;
    private final Deque<PendingDelivery> waiting = new ArrayDeque<>();
    private boolean led;

    DeliveryGroups(MailStorage storage) {
        this.storage = storage;
    }

    /// Returns when the delivery is on disk; its shares know what became of them.
    void commit(PendingDelivery delivery) {
        switch (delivery.arrival().body().size() > MAX_OCTETS ? Turn.ALONE : await(delivery)) {
            case ALONE -> commitAlone(delivery);
            case LEAD -> lead(delivery);
            case DONE -> {}
        }
    }

    private Turn await(PendingDelivery delivery) {
        synchronized (this) {
            if (!led) {
                led = true;
                return Turn.LEAD;
            }
            waiting.add(delivery);
        }
        return delivery.awaitTurn();
    }

    private void commitAlone(PendingDelivery delivery) {
        SharedMailbox.changing(
                delivery.inboxes(),
                () -> {
                    commitLocked(List.of(delivery));
                    return true;
                });
    }

    private void lead(PendingDelivery mine) {
        var group = new ArrayList<PendingDelivery>();
        var locked = new LinkedHashSet<SharedMailbox>();
        boolean done = false;
        try {
            collect(mine, group, locked);
            done = commitTogether(group);
        } finally {
            SharedMailbox.unlock(locked);
            for (PendingDelivery delivery : group) {
                delivery.turn(done ? Turn.DONE : Turn.ALONE);
            }
            passOn();
        }
        if (!done || !group.contains(mine)) {
            commitAlone(mine);
        }
    }

    /// Collects the leader's delivery and those that wait, as far as their mailboxes are free.
    private void collect(
            PendingDelivery mine, List<PendingDelivery> group, Set<SharedMailbox> locked) {
        take(mine, group, locked);
        for (int taken = 1; taken < MAX_GROUP; taken++) {
            PendingDelivery next;
            synchronized (this) {
                next = waiting.poll();
            }
            if (next == null) {
                return;
            }
            if (!take(next, group, locked)) {
                next.turn(Turn.ALONE);
            }
        }
    }

    private static boolean take(
            PendingDelivery delivery, List<PendingDelivery> group, Set<SharedMailbox> locked) {
        var needed = delivery.inboxes();
        needed.removeAll(locked);
        if (!SharedMailbox.tryLock(needed)) {
            return false;
        }
        locked.addAll(needed);
        return group.add(delivery);
    }

    private boolean commitTogether(List<PendingDelivery> group) {
        try {
            if (!group.isEmpty()) {
                commitLocked(group);
            }
            return true;
        } catch (RuntimeException e) {
            // Whose fault it is shows when each is tried alone.
            return false;
        }
    }

    private synchronized void passOn() {
        PendingDelivery next = waiting.poll();
        if (next == null) {
            led = false;
        } else {
            next.turn(Turn.LEAD);
        }
    }

    /// What a transaction added to one mailbox.
    private static final class Added {
        private final List<StoredMessage> messages = new ArrayList<>();
        private MailboxCounters counters;

        Added(MailboxCounters counters) {
            this.counters = counters;
        }
    }

    private void commitLocked(List<PendingDelivery> group) {
        var all = storage.inTransaction(tx -> write(tx, group));
        all.forEach((inbox, added) ->
                inbox.publishAdded(
                        added.messages.stream().map(StoredMessage::row).toList(), added.counters));
    }

    private static Map<SharedMailbox, Added> write(
            MailTransaction tx, List<PendingDelivery> group) {
        takePlaces(tx, group);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var all = new LinkedHashMap<SharedMailbox, Added>();
        for (PendingDelivery delivery : group) {
            var shares = delivery.shares().stream().filter(Share::isDelivered).toList();
            if (!shares.isEmpty()) {
                var arrival = delivery.arrival();
                var body = tx.bodies().insert(arrival.body(), arrival.parsed(), shares.size());
                for (Share share : shares) {
                    var added =
                            all.computeIfAbsent(share.inbox(), _ -> new Added(share.counters()));
                    added.messages.add(share.message(arrival, body, now));
                    added.counters = share.counters();
                }
            }
        }
        all.forEach((inbox, added) -> tx.messages().insert(inbox.id(), added.messages));
        return all;
    }

    /// In the order of the mailboxes' ids, in which every transaction takes their rows.
    private static void takePlaces(MailTransaction tx, List<PendingDelivery> group) {
        var shares = new ArrayList<Share>();
        for (PendingDelivery delivery : group) {
            delivery.reset();
            shares.addAll(delivery.shares());
        }
        shares.sort(Comparator.comparingLong(share -> share.inbox().id().value()));
        shares.forEach(share -> share.takePlace(tx));
    }
}
