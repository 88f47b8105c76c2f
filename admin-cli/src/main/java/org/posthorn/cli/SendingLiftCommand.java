package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `sending lift`.
@Component
final class SendingLiftCommand extends AdminCommand {
    private final AdminApi api;

    SendingLiftCommand(AdminApi api) {
        super(
                "sending lift",
                "Let an account send again whose sending is paused",
                CommandParameter.argument(
                        "ACCOUNT", "such as alice@example.com", CommandParameter.Values.ACCOUNTS));
        this.api = api;
    }

    @Override
    void run(Invocation invocation, Console console) {
        String account = invocation.argument(0);
        api.delete("/v1/sending/paused/" + AdminApi.encode(account));
        console.print("%s may send again.".formatted(account));
    }
}
