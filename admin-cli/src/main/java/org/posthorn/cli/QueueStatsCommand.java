package org.posthorn.cli;

import java.time.Instant;
import java.time.ZoneId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `queue stats`.
@Component
final class QueueStatsCommand extends AdminCommand {
    private static final int USUAL = 20;

    private final AdminApi api;

    QueueStatsCommand(AdminApi api) {
        super(
                "queue stats",
                "Count what waits, by destination and age",
                QueueQuery.MOST,
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        JsonNode stats = api.get("/v1/queue/stats?most=" + QueueQuery.most(invocation, USUAL));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(stats);
        } else if (stats.path("total").path("entries").asLong() == 0) {
            console.print("The queue is empty.");
        } else {
            var listings = new QueueListings(Instant.now(), ZoneId.systemDefault());
            console.print(listings.stats(stats));
        }
    }
}
