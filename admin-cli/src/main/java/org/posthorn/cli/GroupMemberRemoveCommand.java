package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `group member-remove`.
@Component
final class GroupMemberRemoveCommand extends AdminCommand {
    private final Entries entries;

    GroupMemberRemoveCommand(AdminApi api) {
        super(
                "group member-remove",
                "Remove a member from a group",
                CommandParameter.argument(
                        "GROUP", "such as team@example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.argument(
                        "MEMBER", "one of its members", CommandParameter.Values.ACCOUNTS),
                CommandParameter.YES);
        this.entries = new Entries(api, "group");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String group = invocation.argument(0);
        String member = invocation.argument(1);
        console.confirm("Remove %s from %s?".formatted(member, group), invocation);
        entries.removeValue(group, "members", member);
        console.print("%s is no longer in %s.".formatted(member, group));
    }
}
