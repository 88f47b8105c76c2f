package org.posthorn.cli;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// `forward add`.
@Component
final class ForwardAddCommand extends AdminCommand {
    private static final CommandParameter COPY =
            CommandParameter.flag("--copy", "keep a copy where the mail would go without this");
    private final Entries entries;

    ForwardAddCommand(AdminApi api) {
        super(
                "forward add",
                "Forward mail for an address here to others",
                CommandParameter.argument(
                        "ADDRESS", "an address of a domain here", CommandParameter.Values.ACCOUNTS),
                CommandParameter.repeated(
                        "TARGET",
                        "where its mail goes, here or elsewhere",
                        CommandParameter.Values.NONE),
                COPY);
        this.entries = new Entries(api, "forward");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        List<String> targets = invocation.arguments().subList(1, invocation.arguments().size());
        if (entries.has(address) && !invocation.has(COPY)) {
            entries.addValues(address, "to", targets);
        } else {
            boolean copy = invocation.has(COPY);
            entries.add(address, Map.of("to", targets, "copy", Boolean.toString(copy)));
        }
        console.print(
                "Mail for %s is forwarded to %s.".formatted(address, String.join(", ", targets)));
    }
}
