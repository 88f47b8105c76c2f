package org.posthorn.cli;

import java.util.List;
import org.springframework.stereotype.Component;

/// `group member-add`.
@Component
final class GroupMemberAddCommand extends AdminCommand {
    private final Entries entries;

    GroupMemberAddCommand(AdminApi api) {
        super(
                "group member-add",
                "Add members to a group",
                CommandParameter.argument(
                        "GROUP", "such as team@example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.repeated(
                        "MEMBER",
                        "an address here or elsewhere",
                        CommandParameter.Values.ACCOUNTS));
        this.entries = new Entries(api, "group");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String group = invocation.argument(0);
        List<String> members = invocation.arguments().subList(1, invocation.arguments().size());
        entries.addValues(group, "members", members);
        console.print("%s is in %s now.".formatted(String.join(", ", members), group));
    }
}
