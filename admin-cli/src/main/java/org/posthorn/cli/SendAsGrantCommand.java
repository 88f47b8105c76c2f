package org.posthorn.cli;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// `send-as grant`.
@Component
final class SendAsGrantCommand extends AdminCommand {
    private final Entries entries;

    SendAsGrantCommand(AdminApi api) {
        super(
                "send-as grant",
                "Let an account send as other addresses",
                CommandParameter.argument(
                        "ACCOUNT", "such as alice@example.com", CommandParameter.Values.ACCOUNTS),
                CommandParameter.repeated(
                        "ADDRESS", "whom it may send as", CommandParameter.Values.ACCOUNTS));
        this.entries = new Entries(api, "send-as");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String account = invocation.argument(0);
        List<String> senders = invocation.arguments().subList(1, invocation.arguments().size());
        if (entries.has(account)) {
            entries.addValues(account, "senders", senders);
        } else {
            entries.add(account, Map.of("senders", senders));
        }
        console.print("%s may send as %s.".formatted(account, String.join(", ", senders)));
    }
}
