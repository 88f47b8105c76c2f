package org.posthorn.cli;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `alias add`.
@Component
final class AliasAddCommand extends AdminCommand {
    private final AdminApi api;

    AliasAddCommand(AdminApi api) {
        super(
                "alias add",
                "Let an address stand for one or more local addresses",
                CommandParameter.argument(
                        "ALIAS", "such as info@example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.repeated(
                        "TARGET", "an account or another alias", CommandParameter.Values.ACCOUNTS),
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        List<String> targets = invocation.arguments().subList(1, invocation.arguments().size());
        JsonNode alias =
                api.post(
                        "/v1/aliases",
                        Map.of("address", invocation.argument(0), "targets", targets));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(alias);
        } else {
            console.print(
                    "%s stands for %s."
                            .formatted(
                                    alias.path("address").asString(),
                                    Listings.joined(alias.path("targets"))));
        }
    }
}
