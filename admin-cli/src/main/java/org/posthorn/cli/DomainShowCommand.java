package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `domain show`.
@Component
final class DomainShowCommand extends AdminCommand {
    private final AdminApi api;

    DomainShowCommand(AdminApi api) {
        super(
                "domain show",
                "Show a domain with its accounts and aliases",
                CommandParameter.argument(
                        "DOMAIN", "such as example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String name = AdminApi.encode(invocation.argument(0));
        JsonNode domain = api.get("/v1/domains/" + name);
        if (invocation.has(CommandParameter.JSON)) {
            console.print(domain);
            return;
        }
        console.print(Listings.domain(domain));
        Listings.accounts(api.get("/v1/accounts?domain=" + name)).ifPresent(console::print);
        Listings.aliases(api.get("/v1/aliases?domain=" + name)).ifPresent(console::print);
    }
}
