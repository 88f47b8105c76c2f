package org.posthorn.server.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.outbound.Claimant;
import org.posthorn.mailbox.outbound.LeaseLostException;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.Postponed;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.Settlement;
import org.posthorn.smtp.queue.Words;

/// Gives entries up as if their time were over: they are moved to where those wait whose senders
/// are to be told.
record QueueBounces(OutboundQueue queue) {
    private static final Duration LEASE = Duration.ofMinutes(1);

    /// The scheduler may take an entry between the moment at which it is free and our claim.
    private static final int TRIES = 3;

    private static final int MOST_TEXT = 500;

    /// Gives an entry up.
    ///
    /// @return whether it was; otherwise somebody is at work on it
    boolean bounce(QueueEntry entry) {
        var claimant = new Claimant("administrator", System.currentTimeMillis());
        for (int i = 0; i < TRIES; i++) {
            boolean there =
                    queue.reschedule(
                            entry.id(),
                            Optional.of(Duration.ZERO),
                            QueueActions.event(
                                    queue.now(),
                                    Kind.RELEASED,
                                    "an administrator gives it up, and its sender is told"));
            if (!there) {
                return false;
            }
            List<QueueEntry> claimed = queue.claim(List.of(entry.id()), claimant, LEASE);
            if (!claimed.isEmpty() && settle(claimed.getFirst(), claimant)) {
                return true;
            }
        }
        return false;
    }

    private boolean settle(QueueEntry entry, Claimant claimant) {
        var postponed =
                new Postponed(
                        entry,
                        QueueEntry.REPORTS,
                        Duration.ZERO,
                        entry.attempts(),
                        reply(entry),
                        entry.delayTold());
        try {
            queue.settle(
                    new Settlement(claimant, List.of(), List.of(postponed), List.of(), List.of()));
            return true;
        } catch (LeaseLostException _) {
            return false;
        }
    }

    /// What the report says (RFC 3463 section 3.5, X.4.7: not in time).
    private static String reply(QueueEntry entry) {
        String last = Words.said(entry);
        String text =
                "554 5.4.7 given up by the administrator"
                        + (last.isEmpty() ? "" : "; the last answer was: " + last);
        return text.substring(0, Math.min(MOST_TEXT, text.length()));
    }
}
