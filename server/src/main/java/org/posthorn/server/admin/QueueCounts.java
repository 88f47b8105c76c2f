package org.posthorn.server.admin;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;

/// What waits in the queue, counted by destination.
///
/// @param total of all destinations
/// @param largest those of most entries, with the most first
/// @param others all other destinations together
/// @param destinations how many were told apart
record QueueCounts(
        QueueCount total, List<QueueCount> largest, QueueCount others, int destinations) {
    private static final int PAGE = 1000;

    /// So many are told apart; who waits for further ones is counted together.
    private static final int MOST_TOLD_APART = 10_000;

    /// Goes through all entries, and keeps some 300 octets for each destination that it tells
    /// apart.
    ///
    /// @param most how many destinations have a count of their own
    static QueueCounts of(OutboundQueue queue, int most) {
        var now = queue.now();
        var total = new QueueCount("", now);
        var others = new QueueCount("", now);
        var counts = new HashMap<String, QueueCount>();
        List<QueueEntry> page = queue.list(0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(entry -> {
                total.add(entry);
                of(entry, counts, others).add(entry);
            });
            page = queue.list(page.getLast().id().value(), PAGE);
        }
        List<QueueCount> largest =
                counts.values().stream()
                        .sorted(
                                Comparator.comparingInt(QueueCount::entries)
                                        .reversed()
                                        .thenComparing(QueueCount::destination))
                        .toList();
        largest.stream().skip(most).forEach(others::add);
        return new QueueCounts(total, largest.stream().limit(most).toList(), others, counts.size());
    }

    private static QueueCount of(
            QueueEntry entry, Map<String, QueueCount> counts, QueueCount others) {
        QueueCount known = counts.get(entry.destination());
        if (known != null || counts.size() == MOST_TOLD_APART) {
            return known == null ? others : known;
        }
        QueueCount added = new QueueCount(entry.destination(), others.now());
        counts.put(entry.destination(), added);
        return added;
    }
}
