package org.posthorn.smtp.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.OutboundQueue.Destination;
import org.posthorn.mailbox.outbound.QueueEntry;

/// Asks the queue which destinations have entries that are due soon: others put them there, or held
/// them and died.
final class Poll implements Runnable {
    private static final int PAGE = 1000;

    private final OutboundQueue queue;
    private final QueueClock clock;
    private final Plan plan;
    private final Takeover takeover;
    private final QueueJournal journal;

    /// Those that are due later are asked for again.
    private final Duration soon;

    Poll(QueueParts parts, QueueClock clock, Plan plan, Takeover takeover, QueueJournal journal) {
        queue = parts.queue();
        soon = parts.settings().poll().multipliedBy(2);
        this.clock = clock;
        this.plan = plan;
        this.takeover = takeover;
        this.journal = journal;
    }

    @Override
    public void run() {
        takeover.runOnce();
        Instant now = clock.now();
        String after = "";
        List<Destination> page;
        do {
            page = queue.destinations(after, PAGE);
            for (Destination each : page) {
                after = each.name();
                if (each.due().isBefore(now.plus(soon))) {
                    plan.wakeIn(each.name(), Duration.between(now, each.due()));
                }
            }
        } while (page.size() == PAGE && !plan.isClosing());
        List<QueueEntry> first = queue.list(0, 1);
        journal.oldest(
                first.isEmpty()
                        ? Duration.ZERO
                        : Duration.between(first.getFirst().envelope().arrived(), now));
    }
}
