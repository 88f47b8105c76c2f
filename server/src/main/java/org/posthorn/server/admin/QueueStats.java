package org.posthorn.server.admin;

import io.helidon.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthorn.mailbox.outbound.OutboundQueue;
import org.posthorn.smtp.queue.DestinationState;

/// Counts what waits in the queue, by destination and age.
record QueueStats(OutboundQueue queue, QueueControl control) {
    private static final int USUAL_DESTINATIONS = 50;
    private static final int MOST_DESTINATIONS = 1000;

    Answer show(Request request) throws InvalidRequestException {
        int most = request.queriedNumber("most", MOST_DESTINATIONS).orElse(USUAL_DESTINATIONS);
        QueueCounts counts = QueueCounts.of(queue, most);
        Map<String, DestinationState> states =
                control.states().stream()
                        .collect(
                                Collectors.toMap(
                                        DestinationState::destination,
                                        Function.identity(),
                                        (one, _) -> one));
        return Answer.of(
                JsonObject.builder()
                        .set(
                                "total",
                                counts.total()
                                        .json()
                                        .set("destinations", counts.destinations())
                                        .build())
                        .setLongs("ageBoundsSeconds", QueueCount.bounds())
                        .setValues(
                                "destinations",
                                counts.largest().stream()
                                        .map(count -> json(count, states))
                                        .toList())
                        .set("others", counts.others().json().build())
                        .build());
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
