package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `account disable`.
@Component
final class AccountDisableCommand extends AdminCommand {
    private final AdminApi api;

    AccountDisableCommand(AdminApi api) {
        super(
                "account disable",
                "Keep an account from logging in and receiving mail; its mail stays",
                CommandParameter.argument(
                        "ADDRESS", "such as alice@example.com", CommandParameter.Values.ACCOUNTS));
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        api.put(
                "/v1/accounts/%s/enabled".formatted(AdminApi.encode(address)),
                Map.of("enabled", false));
        console.print("Account %s is disabled.".formatted(address));
    }
}
