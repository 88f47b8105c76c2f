package org.posthorn.server.admin;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailbox.deliverylog.DeliveryLog;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.mailbox.outbound.QueueId;

/// Goes through those entries of the queue that a request is about, by number.
///
/// A request may leave off anywhere, and another go on where it did ([#next]); what has come in
/// since the first of them is none of its concern, so that it ends however much comes in.
final class QueueScan {
    private static final int PAGE = 500;

    private final OutboundQueue queue;
    private final QueueFilter filter;
    private final Instant asOf;
    private final boolean isOfOne;
    private final Deque<QueueEntry> page = new ArrayDeque<>();
    private long last;
    private boolean ended;

    private QueueScan(OutboundQueue queue, QueueFilter filter, Instant asOf, OptionalLong entry) {
        this.queue = queue;
        this.filter = filter;
        this.asOf = asOf;
        isOfOne = entry.isPresent();
        if (isOfOne) {
            ended = true;
            find(queue, entry.getAsLong()).ifPresent(page::add);
        }
    }

    static QueueScan of(Request request, OutboundQueue queue, DeliveryLog log)
            throws InvalidRequestException {
        Instant asOf = request.queriedMoment("as-of").orElseGet(queue::now);
        var scan =
                new QueueScan(
                        queue,
                        QueueFilter.of(request, log, asOf),
                        asOf,
                        request.queriedCount("entry"));
        scan.last = request.queriedCount("after").orElse(0);
        return scan;
    }

    static Optional<QueueEntry> find(OutboundQueue queue, long entry) {
        return entry < 1 ? Optional.empty() : queue.find(new QueueId(entry));
    }

    /// Whether it is about everything that is in the queue.
    boolean isOfAll() {
        return !isOfOne && filter.isAll();
    }

    /// The next entry; empty at the end.
    Optional<QueueEntry> following() {
        while (true) {
            QueueEntry entry = page.poll();
            if (entry != null) {
                last = entry.id().value();
                if (isMeant(entry)) {
                    return Optional.of(entry);
                }
            } else if (ended) {
                return Optional.empty();
            } else {
                page.addAll(queue.list(last, PAGE));
                ended = page.size() < PAGE;
            }
        }
    }

    /// Whether an entry is one of those that are gone through.
    boolean isMeant(QueueEntry entry) {
        return !entry.envelope().arrived().isAfter(asOf) && filter.test(entry);
    }

    /// What to add to the query to go on behind an entry.
    String next(long after) {
        return "after=%d&as-of=%s".formatted(after, asOf);
    }

    /// What to add to the query to go on behind the entry that was the last to come; empty where it
    /// was surely the last of all.
    String next() {
        return ended && page.isEmpty() ? "" : next(last);
    }
}
