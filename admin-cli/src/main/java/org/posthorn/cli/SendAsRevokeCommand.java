package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `send-as revoke`.
@Component
final class SendAsRevokeCommand extends AdminCommand {
    private final Entries entries;

    SendAsRevokeCommand(AdminApi api) {
        super(
                "send-as revoke",
                "No longer let an account send as another address",
                CommandParameter.argument(
                        "ACCOUNT", "such as alice@example.com", CommandParameter.Values.ACCOUNTS),
                CommandParameter.argument(
                        "ADDRESS",
                        "whom it may send as no longer",
                        CommandParameter.Values.ACCOUNTS));
        this.entries = new Entries(api, "send-as");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String account = invocation.argument(0);
        entries.removeValue(account, "senders", invocation.argument(1));
        console.print("%s may no longer send as %s.".formatted(account, invocation.argument(1)));
    }
}
