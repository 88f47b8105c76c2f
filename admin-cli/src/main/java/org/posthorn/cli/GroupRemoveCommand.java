package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `group remove`.
@Component
final class GroupRemoveCommand extends AdminCommand {
    private final Entries entries;

    GroupRemoveCommand(AdminApi api) {
        super(
                "group remove",
                "Remove a group",
                CommandParameter.argument(
                        "GROUP", "such as team@example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.YES);
        this.entries = new Entries(api, "group");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String subject = invocation.argument(0);
        console.confirm("Remove the group %s?".formatted(subject), invocation);
        entries.remove(subject);
        console.print("The group %s is removed.".formatted(subject));
    }
}
