package org.posthorn.smtp.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.smtp.queue.Judged.Cause;
import org.posthorn.smtp.relay.RecipientOutcome;
import org.posthorn.smtp.relay.RemoteReply;

/// Finds entries whose time has come though it is not their turn: those that wait for a destination
/// that does not answer are not tried, but expire and are told of all the same.
///
/// Numbers rise with time, so it begins with the oldest and stops at the first that is young
/// enough. What is too old is gone afterwards, so that is done from the start each time; delays are
/// looked for from where the last search stopped, and from the start once in an hour.
final class Sweep implements Runnable {
    private static final int PAGE = 250;

    /// In one round; the next goes on from there.
    private static final int PAGES = 80;

    private static final int FROM_THE_START = 30;

    private final QueueParts parts;
    private final OutboundQueue queue;
    private final QueueClock clock;
    private final Time time;
    private final Plan plan;
    private final Decider decider;
    private final Leases leases;
    private final Settling settling;
    private final QueueJournal journal;
    private long expiredUpTo;
    private long delayedUpTo;
    private int rounds;

    Sweep(Worker.Tools tools, Decider decider) {
        parts = tools.parts();
        queue = parts.queue();
        clock = tools.clock();
        time = tools.time();
        plan = tools.plan();
        leases = tools.leases();
        settling = tools.settling();
        journal = tools.journal();
        this.decider = decider;
    }

    @Override
    public void run() {
        Instant now = clock.now().truncatedTo(ChronoUnit.MILLIS);
        if (rounds++ % FROM_THE_START == 0) {
            delayedUpTo = 0;
        }
        Duration expiry = parts.settings().expiry();
        var tooOld = new Search(now.minus(expiry), this::isGivenUp);
        boolean whole = tooOld.from(expiredUpTo);
        expiredUpTo = whole ? 0 : tooOld.reached;
        var late =
                new Search(
                        now.minus(parts.settings().delayNotice()),
                        entry -> decider.isDelayNoticeDue(entry, now));
        late.from(delayedUpTo);
        delayedUpTo = late.reached;
    }

    /// Where a destination answers, an entry has one more attempt first, however old it is.
    private boolean isGivenUp(QueueEntry entry) {
        return plan.trouble(entry.destination()).isPresent();
    }

    private final class Search {
        private final Instant before;
        private final Predicate<QueueEntry> concerned;
        private long reached;

        Search(Instant before, Predicate<QueueEntry> concerned) {
            this.before = before;
            this.concerned = concerned;
        }

        /// Searches from an entry on.
        ///
        /// @return whether it came to the end
        boolean from(long start) {
            reached = start;
            for (int i = 0; i < PAGES && !plan.isClosing(); i++) {
                List<QueueEntry> page = queue.list(reached, PAGE);
                List<QueueId> found = new ArrayList<>();
                boolean young = false;
                Instant now = clock.now();
                for (QueueEntry entry : page) {
                    if (entry.envelope().arrived().isAfter(before)) {
                        young = true;
                    } else if (!entry.due().isAfter(now) && concerned.test(entry)) {
                        found.add(entry.id());
                    }
                    if (!young) {
                        reached = entry.id().value();
                    }
                }
                tell(found);
                if (young || page.size() < PAGE) {
                    return true;
                }
            }
            return false;
        }
    }

    private void tell(List<QueueId> found) {
        if (found.isEmpty()) {
            return;
        }
        long since = time.nanoTime();
        Map<String, List<Judged>> byMessage = new LinkedHashMap<>();
        List<QueueEntry> claimed = queue.claim(found, parts.claimant(), parts.settings().lease());
        for (QueueEntry entry : claimed) {
            var ticket = new Ticket(entry, null, false, false);
            leases.hold(ticket, since);
            RemoteReply last =
                    Words.last(entry, plan.trouble(entry.destination()).orElse(Words.NEVER_TRIED));
            byMessage
                    .computeIfAbsent(entry.envelope().id(), _ -> new ArrayList<>())
                    .add(
                            Judged.of(
                                    ticket,
                                    new RecipientOutcome.Deferred(last, false),
                                    Cause.OVERDUE));
        }
        for (List<Judged> outcomes : byMessage.values()) {
            if (plan.isClosing()) {
                return;
            }
            settleQuietly(outcomes);
        }
    }

    /// What fails for one message keeps no other from its turn.
    private void settleQuietly(List<Judged> outcomes) {
        try {
            settle(outcomes);
        } catch (RuntimeException e) {
            journal.fault("what is overdue could not be settled", e);
        }
    }

    private void settle(List<Judged> outcomes) {
        try {
            settling.settle(outcomes);
        } finally {
            settling.drop(outcomes.stream().map(Judged::ticket).toList(), null);
        }
    }
}
