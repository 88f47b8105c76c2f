package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `relay list`.
@Component
final class RelayListCommand extends ListCommand {
    RelayListCommand(AdminApi api) {
        super(
                api,
                new CommandText("relay list", "List the relays"),
                "/v1/routes?kind=relay",
                "There is no relay.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Entries.table(answer);
    }
}
