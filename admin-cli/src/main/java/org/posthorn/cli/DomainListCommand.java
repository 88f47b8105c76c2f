package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `domain list`.
@Component
final class DomainListCommand extends AdminCommand {
    private final AdminApi api;

    DomainListCommand(AdminApi api) {
        super("domain list", "List the domains", CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        JsonNode answer = api.get("/v1/domains");
        if (invocation.has(CommandParameter.JSON)) {
            console.print(answer);
            return;
        }
        if (answer.isEmpty()) {
            console.print("There is no domain yet; add one with: domain add DOMAIN");
            return;
        }
        var table = new Table("Domain", "Accounts", "Aliases");
        answer.forEach(domain ->
                table.row(
                        domain.path("name").asString(),
                        domain.path("accounts").asLong(),
                        domain.path("aliases").asLong()));
        console.print(table);
    }
}
