package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `route explain`.
@Component
final class RouteExplainCommand extends AdminCommand {
    private static final CommandParameter FROM =
            CommandParameter.option(
                    "--from", "ADDRESS", "who sends it", CommandParameter.Values.NONE);
    private static final CommandParameter AS =
            CommandParameter.option(
                    "--as",
                    "ACCOUNT",
                    "who has logged in; without it a stranger",
                    CommandParameter.Values.ACCOUNTS);

    private final AdminApi api;

    RouteExplainCommand(AdminApi api) {
        super(
                "route explain",
                "Say where mail for an address would go, and why",
                CommandParameter.argument(
                        "ADDRESS", "such as bob@example.com", CommandParameter.Values.ACCOUNTS),
                FROM,
                AS,
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        var path = new StringBuilder("/v1/route?address=");
        path.append(AdminApi.encode(invocation.argument(0)));
        invocation
                .option(FROM)
                .ifPresent(sender -> path.append("&from=").append(AdminApi.encode(sender)));
        invocation
                .option(AS)
                .ifPresent(account -> path.append("&as=").append(AdminApi.encode(account)));
        JsonNode answer = api.get(path.toString());
        if (invocation.has(CommandParameter.JSON)) {
            console.print(answer);
        } else {
            console.print(answer.path("tree").asString().stripTrailing());
        }
    }
}
