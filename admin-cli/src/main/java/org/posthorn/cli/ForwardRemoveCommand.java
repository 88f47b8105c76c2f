package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `forward remove`.
@Component
final class ForwardRemoveCommand extends AdminCommand {
    private final Entries entries;

    ForwardRemoveCommand(AdminApi api) {
        super(
                "forward remove",
                "No longer forward mail for an address, or not to one of its targets",
                CommandParameter.argument(
                        "ADDRESS",
                        "an address that is forwarded",
                        CommandParameter.Values.ACCOUNTS),
                CommandParameter.argument(
                                "TARGET",
                                "only to this one; without it all",
                                CommandParameter.Values.NONE)
                        .optional(),
                CommandParameter.YES);
        this.entries = new Entries(api, "forward");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String address = invocation.argument(0);
        boolean one = invocation.arguments().size() > 1;
        String question =
                one
                        ? "No longer forward %s to %s?".formatted(address, invocation.argument(1))
                        : "No longer forward %s?".formatted(address);
        console.confirm(question, invocation);
        if (one) {
            entries.removeValue(address, "to", invocation.argument(1));
            console.print(
                    "%s is no longer forwarded to %s.".formatted(address, invocation.argument(1)));
        } else {
            entries.remove(address);
            console.print("%s is no longer forwarded.".formatted(address));
        }
    }
}
