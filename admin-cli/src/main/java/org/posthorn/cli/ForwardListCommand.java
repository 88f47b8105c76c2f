package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `forward list`.
@Component
final class ForwardListCommand extends ListCommand {
    ForwardListCommand(AdminApi api) {
        super(
                api,
                new CommandText("forward list", "List the forwards"),
                "/v1/routes?kind=forward",
                "There is no forward.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Entries.table(answer);
    }
}
