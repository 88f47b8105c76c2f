package org.posthorn.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `queue list`.
@Component
final class QueueListCommand extends AdminCommand {
    private static final int USUAL = 50;

    private final AdminApi api;

    QueueListCommand(AdminApi api) {
        super(
                "queue list",
                "List what waits to go elsewhere",
                QueueQuery.with(QueueQuery.MOST, CommandParameter.JSON));
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        List<String> query = QueueQuery.filters(invocation);
        boolean chosen = !query.isEmpty();
        query.add("most=" + QueueQuery.most(invocation, USUAL));
        JsonNode answer = api.get("/v1/queue/entries?" + String.join("&", query));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(answer);
            return;
        }
        if (answer.path("entries").isEmpty()) {
            console.print(chosen ? "No such mail waits." : "The queue is empty.");
            return;
        }
        var listings = new QueueListings(Instant.now(), ZoneId.systemDefault());
        console.print(listings.entries(answer.path("entries")));
        if (!answer.path("next").asString("").isEmpty()) {
            console.print(
                    "There are more: --most N shows up to 1000, and 'queue stats' counts them.");
        }
    }
}
