package org.posthorn.mailbox.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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
/// else. When a group's transaction was undone, each of its messages is tried alone; when nobody
/// knows, none is.
///
/// Whatever is thrown here, everyone who waits gets a turn and the lead is passed on.
final class DeliveryGroups {
    private static final int MAX_GROUP = 32;

    /// A larger body is delivered alone, lest small ones wait for it.
    private static final long MAX_OCTETS = SpooledBody.HEAP_OCTETS;

    private final Deque<PendingDelivery> waiting = new ArrayDeque<>();
    private boolean led;

    /// Returns when the delivery is on disk; its shares know what became of them.
    void commit(PendingDelivery delivery) {
        var turn = delivery.arrival().body().size() > MAX_OCTETS ? Turn.ALONE : await(delivery);
        take(turn == Turn.LEAD ? lead(delivery) : turn, delivery);
    }

    private void take(Turn turn, PendingDelivery delivery) {
        switch (turn) {
            case ALONE -> commitAlone(delivery);
            case LEAD -> throw new IllegalStateException("led already");
            case DONE -> {}
            case UNKNOWN ->
                    throw new UnknownOutcomeException("nobody knows whether a message is stored");
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

    private static void commitAlone(PendingDelivery delivery) {
        var inboxes = delivery.inboxes();
        SharedMailbox.changing(
                inboxes,
                () -> {
                    commitLocked(List.of(delivery), inboxes);
                    return true;
                });
    }

    /// Commits a group and leaves the lead.
    ///
    /// @return what became of the leader's own delivery
    private Turn lead(PendingDelivery mine) {
        try {
            var group = new Group();
            Turn turn = Turn.ALONE;
            try {
                collect(mine, group);
                turn = commitTogether(group);
            } catch (UnknownOutcomeException e) {
                turn = Turn.UNKNOWN;
                throw e;
            } finally {
                group.end(turn);
            }
            return group.members.contains(mine) ? turn : Turn.ALONE;
        } finally {
            passOn();
        }
    }

    /// Deliveries that one transaction commits, and the locks that it needs.
    private static final class Group {
        private final List<PendingDelivery> members = new ArrayList<>();
        private final Set<SharedMailbox> locked = new LinkedHashSet<>();

        /// Takes the delivery in if its mailboxes are free.
        boolean add(PendingDelivery delivery) {
            var needed = delivery.inboxes();
            needed.removeAll(locked);
            if (!SharedMailbox.tryLock(needed)) {
                return false;
            }
            boolean added = false;
            try {
                locked.addAll(needed);
                added = members.add(delivery);
                return added;
            } finally {
                if (!added) {
                    locked.removeAll(needed);
                    SharedMailbox.unlock(needed);
                }
            }
        }

        void end(Turn turn) {
            try {
                SharedMailbox.unlock(locked);
            } finally {
                members.forEach(delivery -> delivery.turn(turn));
            }
        }
    }

    /// Collects the leader's delivery and those that wait, as far as their mailboxes are free.
    private void collect(PendingDelivery mine, Group group) {
        group.add(mine);
        for (int taken = 1; taken < MAX_GROUP; taken++) {
            PendingDelivery next;
            synchronized (this) {
                next = waiting.poll();
            }
            if (next == null) {
                return;
            }
            if (!addQuietly(group, next)) {
                next.turn(Turn.ALONE);
            }
        }
    }

    /// What fails here for somebody else's delivery fails again on the thread that brought it.
    private static boolean addQuietly(Group group, PendingDelivery delivery) {
        try {
            return group.add(delivery);
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private static Turn commitTogether(Group group) {
        try {
            if (!group.members.isEmpty()) {
                commitLocked(group.members, group.locked);
            }
            return Turn.DONE;
        } catch (UnknownOutcomeException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // It was undone; whose fault it is shows when each is tried alone.
            return Turn.ALONE;
        }
    }

    private void passOn() {
        PendingDelivery next;
        synchronized (this) {
            next = waiting.poll();
            led = next != null;
        }
        if (next != null) {
            next.turn(Turn.LEAD);
        }
    }

    /// What a transaction added to one mailbox.
    private static final class Added {
        private final List<StoredMessage> messages = new ArrayList<>();
        private final List<MessageRow> rows = new ArrayList<>();
        private MailboxCounters counters;

        Added(MailboxCounters counters) {
            this.counters = counters;
        }

        void add(StoredMessage message, MailboxCounters countersNow) {
            messages.add(message);
            rows.add(message.row());
            counters = countersNow;
        }
    }

    private static void commitLocked(
            List<PendingDelivery> group, Collection<SharedMailbox> inboxes) {
        SharedMailbox.commit(
                inboxes,
                tx -> write(tx, group),
                all ->
                        all.forEach(
                                (inbox, added) -> inbox.publishAdded(added.rows, added.counters)));
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
                    added.add(share.message(arrival, body, now), share.counters());
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
