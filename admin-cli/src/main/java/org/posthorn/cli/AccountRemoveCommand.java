package org.posthorn.cli;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `account remove`.
@Component
final class AccountRemoveCommand extends AdminCommand {
    private final AdminApi api;

    AccountRemoveCommand(AdminApi api) {
        super(
                "account remove",
                "Remove an account with all of its mail",
                CommandParameter.argument(
                        "ADDRESS", "such as alice@example.com", CommandParameter.Values.ACCOUNTS),
                CommandParameter.YES);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        JsonNode account = api.get("/v1/accounts/" + AdminApi.encode(address));
        long messages = 0;
        for (JsonNode mailbox : account.path("mailboxes")) {
            messages += mailbox.path("messages").asLong();
        }
        console.confirm(
                "Remove the account %s with its %d messages?".formatted(address, messages),
                invocation);
        api.delete("/v1/accounts/" + AdminApi.encode(address));
        console.print("Account %s is removed.".formatted(address));
    }
}
