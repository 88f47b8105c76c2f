package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `account add`.
@Component
final class AccountAddCommand extends AdminCommand {
    private final AdminApi api;

    AccountAddCommand(AdminApi api) {
        super(
                "account add",
                "Add an account with its mailboxes",
                CommandParameter.argument(
                        "ADDRESS", "such as alice@example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.PASSWORD_FILE,
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String password = console.password(invocation);
        JsonNode account =
                api.post(
                        "/v1/accounts",
                        Map.of("address", invocation.argument(0), "password", password));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(account);
        } else {
            console.print("Account %s is added.".formatted(account.path("address").asString()));
        }
    }
}
