package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `rewrite list`.
@Component
final class RewriteListCommand extends ListCommand {
    RewriteListCommand(AdminApi api) {
        super(
                api,
                new CommandText("rewrite list", "List what is rewritten on the way out"),
                "/v1/routes?kind=rewrite",
                "Nothing is rewritten.",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Entries.table(answer);
    }
}
