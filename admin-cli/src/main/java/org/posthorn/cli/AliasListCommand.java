package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `alias list`.
@Component
final class AliasListCommand extends AdminCommand {
    private final AdminApi api;

    AliasListCommand(AdminApi api) {
        super(
                "alias list",
                "List the aliases",
                CommandParameter.DOMAIN_FILTER,
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String query =
                invocation
                        .option(CommandParameter.DOMAIN_FILTER)
                        .map(domain -> "?domain=" + AdminApi.encode(domain))
                        .orElse("");
        JsonNode answer = api.get("/v1/aliases" + query);
        if (invocation.has(CommandParameter.JSON)) {
            console.print(answer);
            return;
        }
        Listings.aliases(answer)
                .ifPresentOrElse(console::print, () -> console.print("There is no alias."));
    }
}
