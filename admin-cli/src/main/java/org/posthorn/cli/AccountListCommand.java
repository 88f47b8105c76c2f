package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `account list`.
@Component
final class AccountListCommand extends AdminCommand {
    private final AdminApi api;

    AccountListCommand(AdminApi api) {
        super(
                "account list",
                "List the accounts",
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
        JsonNode answer = api.get("/v1/accounts" + query);
        if (invocation.has(CommandParameter.JSON)) {
            console.print(answer);
            return;
        }
        Listings.accounts(answer)
                .ifPresentOrElse(
                        console::print,
                        () ->
                                console.print(
                                        "There is no account yet; add one with: account add ADDRESS"));
    }
}
