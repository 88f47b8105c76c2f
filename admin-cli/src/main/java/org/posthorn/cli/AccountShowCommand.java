package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `account show`.
@Component
final class AccountShowCommand extends AdminCommand {
    private final AdminApi api;

    AccountShowCommand(AdminApi api) {
        super(
                "account show",
                "Show an account with its aliases and mailboxes",
                CommandParameter.argument(
                        "ADDRESS", "such as alice@example.com", CommandParameter.Values.ACCOUNTS),
                CommandParameter.JSON);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        JsonNode account = api.get("/v1/accounts/" + AdminApi.encode(invocation.argument(0)));
        if (invocation.has(CommandParameter.JSON)) {
            console.print(account);
            return;
        }
        console.print(
                new Table("Account", "State", "Created", "Aliases")
                        .row(
                                account.path("address").asString(),
                                Listings.state(account),
                                account.path("created").asString(),
                                Listings.joined(account.path("aliases"))));
        console.print(Listings.mailboxes(account.path("mailboxes")));
    }
}
