package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `group list`.
@Component
final class GroupListCommand extends ListCommand {
    GroupListCommand(AdminApi api) {
        super(
                api,
                new CommandText("group list", "List the groups with their members"),
                "/v1/routes?kind=group",
                "There is no group.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Entries.table(answer);
    }
}
