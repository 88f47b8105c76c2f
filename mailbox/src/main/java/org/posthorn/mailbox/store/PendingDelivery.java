package org.posthorn.mailbox.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// A message on its way into INBOXes: its shares, and where its thread waits for its turn.
final class PendingDelivery {
    /// What the waiting thread is to do.
    enum Turn {
        /// Commit its message and those that wait with it.
        LEAD,
        /// Commit its message alone.
        ALONE,
        /// Nothing: another thread has committed its message.
        DONE,
        /// Nothing: another thread tried, and nobody knows whether it is committed.
        UNKNOWN
    }

    private final Arrival arrival;
    private final List<Share> shares;
    private final Semaphore turnKnown = new Semaphore(0);
    private volatile Turn turn = Turn.ALONE;

    PendingDelivery(Arrival arrival, List<Share> shares) {
        this.arrival = arrival;
        this.shares = shares;
    }

    Arrival arrival() {
        return arrival;
    }

    List<Share> shares() {
        return shares;
    }

    Set<SharedMailbox> inboxes() {
        var inboxes = new LinkedHashSet<SharedMailbox>();
        shares.forEach(share -> inboxes.add(share.inbox));
        return inboxes;
    }

    /// Tells the waiting thread; once. Needs no memory, for it must not fail.
    void turn(Turn now) {
        turn = now;
        turnKnown.release();
    }

    Turn awaitTurn() {
        turnKnown.acquireUninterruptibly();
        return turn;
    }

    /// Forgets what an attempt did that was undone.
    void reset() {
        shares.forEach(share -> share.place = Optional.empty());
    }

    /// One recipient's share of a message. Used by the thread that commits it.
    static final class Share {
        private final int number;
        private final String deliveryHeader;
        private final SharedMailbox inbox;
        private final long emailId;

        /// The INBOX's counters once it has given the share a UID, the last before its next.
        private Optional<MailboxCounters> place = Optional.empty();

        /// @param number its place among the deliveries of the message
        Share(int number, String deliveryHeader, SharedMailbox inbox, long emailId) {
            this.number = number;
            this.deliveryHeader = deliveryHeader;
            this.inbox = inbox;
            this.emailId = emailId;
        }

        int number() {
            return number;
        }

        SharedMailbox inbox() {
            return inbox;
        }

        void takePlace(MailTransaction tx) {
            place = tx.mailboxes().advance(inbox.id(), 1);
        }

        boolean isDelivered() {
            return place.isPresent();
        }

        MailboxCounters counters() {
            return place.orElseThrow();
        }

        StoredMessage message(Arrival arrival, BodyId body, Instant now) {
            var row =
                    new MessageRow(
                            new Uid(counters().uidNext().value() - 1),
                            Flags.NONE,
                            counters().highestModSequence(),
                            arrival.body().size() + StoredMessage.octets(deliveryHeader),
                            now,
                            body);
            return new StoredMessage(row, deliveryHeader, emailId, arrival.threadId(emailId), now);
        }
    }
}
