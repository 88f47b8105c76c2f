package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `relay use`.
@Component
final class RelayUseCommand extends AdminCommand {
    private final Entries entries;

    RelayUseCommand(AdminApi api) {
        super(
                "relay use",
                "Use a relay for some mail",
                CommandParameter.argument("NAME", "a relay", CommandParameter.Values.NONE),
                CommandParameter.argument(
                        "SCOPE",
                        "to:@DOMAIN, from:ADDRESS, from:@DOMAIN, or default",
                        CommandParameter.Values.NONE));
        this.entries = new Entries(api, "relay-use");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String relay = invocation.argument(0);
        String scope = invocation.argument(1);
        entries.set(scope, Map.of("relay", relay));
        console.print("Relay %s is used for %s.".formatted(relay, scope));
    }
}
