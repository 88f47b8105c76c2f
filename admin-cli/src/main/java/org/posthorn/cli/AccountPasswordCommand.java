package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `account password`.
@Component
final class AccountPasswordCommand extends AdminCommand {
    private final AdminApi api;

    AccountPasswordCommand(AdminApi api) {
        super(
                "account password",
                "Set an account's password",
                CommandParameter.argument(
                        "ADDRESS", "such as alice@example.com", CommandParameter.Values.ACCOUNTS),
                CommandParameter.PASSWORD_FILE);
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        api.get("/v1/accounts/" + AdminApi.encode(address));
        String password = console.password(invocation);
        api.put(
                "/v1/accounts/%s/password".formatted(AdminApi.encode(address)),
                Map.of("password", password));
        console.print("The password of %s is set.".formatted(address));
    }
}
