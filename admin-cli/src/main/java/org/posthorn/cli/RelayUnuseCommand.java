package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `relay unuse`.
@Component
final class RelayUnuseCommand extends AdminCommand {
    private final Entries entries;

    RelayUnuseCommand(AdminApi api) {
        super(
                "relay unuse",
                "No longer use a relay for some mail",
                CommandParameter.argument(
                        "SCOPE", "as it was given to relay use", CommandParameter.Values.NONE),
                CommandParameter.YES);
        this.entries = new Entries(api, "relay-use");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String subject = invocation.argument(0);
        console.confirm("Remove the use of a relay for %s?".formatted(subject), invocation);
        entries.remove(subject);
        console.print("The use of a relay for %s is removed.".formatted(subject));
    }
}
