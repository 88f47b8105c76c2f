package org.posthorn.cli;

import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `account list`.
@Component
final class AccountListCommand extends ListCommand {
    AccountListCommand(AdminApi api) {
        super(
                api,
                new CommandText("account list", "List the accounts"),
                "/v1/accounts",
                "There is no account yet; add one with: account add ADDRESS",
                CommandParameter.DOMAIN_FILTER,
                CommandParameter.JSON);
    }

    @Override
    Optional<Table> table(JsonNode answer) {
        return Listings.accounts(answer);
    }
}
