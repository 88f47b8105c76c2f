package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `route list`.
@Component
final class RouteListCommand extends ListCommand {
    RouteListCommand(AdminApi api) {
        super(
                api,
                new CommandText("route list", "List all that is set up about where mail goes"),
                "/v1/routes",
                "Nothing is set up.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Entries.table(answer);
    }
}
