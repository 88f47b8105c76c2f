package org.posthorn.cli;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// `group add`.
@Component
final class GroupAddCommand extends AdminCommand {
    private static final CommandParameter POSTING =
            CommandParameter.option(
                    "--posting",
                    "WHO",
                    "who may write to it: anyone, members, domain or listed",
                    CommandParameter.Values.NONE);
    private static final CommandParameter POSTERS =
            CommandParameter.option(
                    "--posters",
                    "ADDRESSES",
                    "who may write to it where that is listed, parted by commas",
                    CommandParameter.Values.NONE);
    private static final CommandParameter OWNER =
            CommandParameter.option(
                    "--owner",
                    "ADDRESS",
                    "who hears of what cannot be delivered, in place of the sender",
                    CommandParameter.Values.ACCOUNTS);
    private final Entries entries;

    GroupAddCommand(AdminApi api) {
        super(
                "group add",
                "Add a group, an address whose mail goes to all members",
                CommandParameter.argument(
                        "GROUP", "such as team@example.com", CommandParameter.Values.DOMAINS),
                CommandParameter.repeated(
                        "MEMBER", "an address here or elsewhere", CommandParameter.Values.ACCOUNTS),
                POSTING,
                POSTERS,
                OWNER);
        this.entries = new Entries(api, "group");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String group = invocation.argument(0);
        List<String> members = invocation.arguments().subList(1, invocation.arguments().size());
        Map<String, Object> properties =
                Entries.given(invocation, Map.of(POSTING, "posting", OWNER, "owner"));
        invocation
                .option(POSTERS)
                .ifPresent(posters -> properties.put("posters", Entries.parted(posters)));
        properties.put("members", members);
        entries.add(group, properties);
        console.print("Group %s is added.".formatted(group));
    }
}
