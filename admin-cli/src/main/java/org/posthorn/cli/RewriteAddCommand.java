package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;

/// `rewrite add`.
@Component
final class RewriteAddCommand extends AdminCommand {
    private static final CommandParameter SIDE =
            CommandParameter.option(
                    "--side",
                    "SIDE",
                    "sender, recipient or both, which is the default",
                    CommandParameter.Values.NONE);
    private final Entries entries;

    RewriteAddCommand(AdminApi api) {
        super(
                "rewrite add",
                "Write addresses of a domain as those of another on the way out",
                CommandParameter.argument(
                        "DOMAIN", "such as old.example", CommandParameter.Values.NONE),
                CommandParameter.argument(
                        "TO", "such as new.example", CommandParameter.Values.NONE),
                SIDE);
        this.entries = new Entries(api, "rewrite");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String domain = invocation.argument(0);
        Map<String, Object> properties = Entries.given(invocation, Map.of(SIDE, "side"));
        properties.put("to", invocation.argument(1));
        entries.add(domain, properties);
        console.print("%s leaves as %s.".formatted(domain, invocation.argument(1)));
    }
}
