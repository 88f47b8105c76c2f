package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `domain add`.
@Component
final class DomainAddCommand extends AdminCommand {
    private final AdminApi api;

    DomainAddCommand(AdminApi api) {
        super(
                "domain add",
                "Make a domain local, so that it can have accounts",
                CommandParameter.argument(
                        "DOMAIN", "such as example.com", CommandParameter.Values.NONE),
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        JsonNode domain = api.post("/v1/domains", Map.of("name", invocation.argument(0)));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(domain);
        } else {
            console.print("Domain %s is added.".formatted(domain.path("name").asString()));
        }
    }
}
