package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `relay remove`.
@Component
final class RelayRemoveCommand extends AdminCommand {
    private final Entries entries;

    RelayRemoveCommand(AdminApi api) {
        super(
                "relay remove",
                "Remove a relay that nothing uses",
                CommandParameter.argument("NAME", "such as provider", CommandParameter.Values.NONE),
                CommandParameter.YES);
        this.entries = new Entries(api, "relay");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String subject = invocation.argument(0);
        console.confirm("Remove the relay %s?".formatted(subject), invocation);
        entries.remove(subject);
        console.print("The relay %s is removed.".formatted(subject));
    }
}
