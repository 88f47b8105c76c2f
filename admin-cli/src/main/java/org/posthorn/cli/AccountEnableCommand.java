package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `account enable`.
@Component
final class AccountEnableCommand extends AdminCommand {
    private final AdminApi api;

    AccountEnableCommand(AdminApi api) {
        super(
                "account enable",
                "Let an account log in and receive mail again",
                CommandParameter.argument(
                        "ADDRESS", "such as alice@example.com", CommandParameter.Values.ACCOUNTS));
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        api.put(
                "/v1/accounts/%s/enabled".formatted(AdminApi.encode(address)),
                Map.of("enabled", true));
        console.print("Account %s is enabled.".formatted(address));
    }
}
