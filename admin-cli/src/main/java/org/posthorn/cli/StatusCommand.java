package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `status`.
@Component
final class StatusCommand extends AdminCommand {
    private final AdminApi api;

    StatusCommand(AdminApi api) {
        super("status", "Show what the server listens on and holds", CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        JsonNode status = api.get("/v1/status");
        if (invocation.has(CommandParameter.JSON)) {
            console.print(status);
            return;
        }
        console.print(summary(status));
        for (JsonNode problem : status.path("problems")) {
            console.print("Problem: " + problem.asString() + ".");
        }
        var table = new Table("Listener", "Address", "Port", "TLS", "Connections");
        for (JsonNode listener : status.path("listeners")) {
            table.row(
                    listener.path("name").asString(),
                    listener.path("address").asString(),
                    listener.path("port").asInt(),
                    listener.path("tls").asString(),
                    listener.path("connections").asLong());
        }
        console.print(table);
    }

    /// A server whose store does not answer tells no counts.
    private static String summary(JsonNode status) {
        String up =
                "Posthorn %s, up for %s"
                        .formatted(
                                status.path("version").asString(),
                                Listings.duration(status.path("uptimeSeconds").asLong()));
        return status.has("domains")
                ? "%s, with %d domains and %d accounts."
                        .formatted(
                                up,
                                status.path("domains").asLong(),
                                status.path("accounts").asLong())
                : up + ".";
    }
}
