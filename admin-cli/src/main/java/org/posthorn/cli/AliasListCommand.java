package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `alias list`.
@Component
final class AliasListCommand extends ListCommand {
    AliasListCommand(AdminApi api) {
        super(
                api,
                new CommandText("alias list", "List the aliases"),
                "/v1/aliases",
                "There is no alias.",
                CommandParameter.DOMAIN_FILTER,
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Listings.aliases(answer);
    }
}
