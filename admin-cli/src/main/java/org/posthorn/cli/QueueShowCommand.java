package org.posthorn.cli;

import java.time.Instant;
import java.time.ZoneId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `queue show`.
@Component
final class QueueShowCommand extends AdminCommand {
    static final CommandParameter ENTRY =
            CommandParameter.argument(
                    "ENTRY", "its number, as 'queue list' shows it", CommandParameter.Values.NONE);

    private final AdminApi api;

    QueueShowCommand(AdminApi api) {
        super(
                "queue show",
                "Show all that is known of an entry of the queue",
                ENTRY,
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        JsonNode entry = api.get("/v1/queue/entries/" + AdminApi.encode(invocation.argument(0)));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(entry);
        } else {
            new QueueListings(Instant.now(), ZoneId.systemDefault())
                    .entry(entry)
                    .forEach(console::print);
        }
    }
}
