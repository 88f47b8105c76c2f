package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `pattern list`.
@Component
final class PatternListCommand extends ListCommand {
    PatternListCommand(AdminApi api) {
        super(
                api,
                new CommandText("pattern list", "List the patterns"),
                "/v1/routes?kind=pattern",
                "There is no pattern.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Entries.table(answer);
    }
}
