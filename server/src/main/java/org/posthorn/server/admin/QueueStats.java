package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.queue.DestinationState;

/// Counts what waits in the queue, by destination and age.
///
/// It goes through all entries, and keeps some 300 octets for each destination that it tells apart.
record QueueStats(OutboundQueue queue, QueueControl control) {
    private static final int PAGE = 1000;
    private static final int USUAL_DESTINATIONS = 50;
    private static final int MOST_DESTINATIONS = 1000;

    /// So many are told apart; who waits for further ones is counted together.
    private static final int MOST_TOLD_APART = 10_000;

    Answer show(Request request) throws InvalidRequestException {
        int most = request.queriedNumber("most", MOST_DESTINATIONS).orElse(USUAL_DESTINATIONS);
        Instant now = queue.now();
        var total = new QueueCount("", now);
        var others = new QueueCount("", now);
        Map<String, QueueCount> counts = count(total, others);
        List<QueueCount> largest =
                counts.values().stream()
                        .sorted(
                                Comparator.comparingInt(QueueCount::entries)
                                        .reversed()
                                        .thenComparing(QueueCount::destination))
                        .toList();
        largest.stream().skip(most).forEach(others::add);
        Map<String, DestinationState> states =
                control.states().stream()
                        .collect(
                                Collectors.toMap(
                                        DestinationState::destination,
                                        Function.identity(),
                                        (one, _) -> one));
        return Answer.of(
                JsonObject.builder()
                        .set("total", total.json().set("destinations", counts.size()).build())
                        .setLongs("ageBoundsSeconds", QueueCount.bounds())
                        .setValues(
                                "destinations",
                                largest.stream()
                                        .limit(most)
                                        .map(count -> json(count, states))
                                        .toList())
                        .set("others", others.json().build())
                        .build());
    }

    private Map<String, QueueCount> count(QueueCount total, QueueCount others) {
        var counts = new HashMap<String, QueueCount>();
        long after = 0;
        List<QueueEntry> page = queue.list(after, PAGE);
        while (!page.isEmpty()) {
            for (QueueEntry entry : page) {
                total.add(entry);
                QueueCount count = counts.get(entry.destination());
                if (count == null && counts.size() < MOST_TOLD_APART) {
                    count = new QueueCount(entry.destination(), total.now());
                    counts.put(entry.destination(), count);
                }
                (count == null ? others : count).add(entry);
            }
            after = page.getLast().id().value();
            page = queue.list(after, PAGE);
        }
        return counts;
    }

    private static JsonObject json(QueueCount count, Map<String, DestinationState> states) {
        JsonObject.Builder json = count.json().set("destination", count.destination());
        DestinationState state = states.get(count.destination());
        String said = count.reply();
        if (state != null) {
            json.set("site", state.site())
                    .set("inMemory", state.inMemory())
                    .set("connections", state.connections())
                    .set("concurrency", state.concurrency())
                    .set("retriedInSeconds", state.retriedIn().toSeconds());
            said = state.lastError().orElse(said);
        }
        return json.set("reply", said).build();
    }
}
