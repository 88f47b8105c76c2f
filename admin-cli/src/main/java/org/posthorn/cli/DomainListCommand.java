package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `domain list`.
@Component
final class DomainListCommand extends ListCommand {
    DomainListCommand(AdminApi api) {
        super(
                api,
                new CommandText("domain list", "List the domains"),
                "/v1/domains",
                "There is no domain yet; add one with: domain add DOMAIN",
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Listings.domains(answer);
    }
}
