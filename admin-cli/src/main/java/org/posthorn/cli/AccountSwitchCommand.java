package org.posthorn.cli;

import java.util.Map;

/// Enables or disables an account.
abstract class AccountSwitchCommand extends AdminCommand {
    private final AdminApi api;
    private final boolean enabled;

    AccountSwitchCommand(AdminApi api, String name, String description, boolean enabled) {
        super(
                name,
                description,
                CommandParameter.argument(
                        "ADDRESS", "such as alice@example.com", CommandParameter.Values.ACCOUNTS));
        this.api = api;
        this.enabled = enabled;
    }

    @Override
    final void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        api.put(
                "/v1/accounts/%s/enabled".formatted(AdminApi.encode(address)),
                Map.of("enabled", enabled));
        console.print("Account %s is %s.".formatted(address, enabled ? "enabled" : "disabled"));
    }
}
