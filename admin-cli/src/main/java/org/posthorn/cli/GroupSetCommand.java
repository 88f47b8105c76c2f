package org.posthorn.cli;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// `group set`.
@Component
final class GroupSetCommand extends AdminCommand {
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
                    "who hears of what cannot be delivered, or none for its senders",
                    CommandParameter.Values.ACCOUNTS);
    private final Entries entries;

    GroupSetCommand(AdminApi api) {
        super(
                "group set",
                "Change who may write to a group, or who owns it",
                CommandParameter.argument(
                        "GROUP", "such as team@example.com", CommandParameter.Values.DOMAINS),
                POSTING,
                POSTERS,
                OWNER);
        this.entries = new Entries(api, "group");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String group = invocation.argument(0);
        JsonNode before = entries.get(group);
        Map<String, Object> properties = Entries.properties(before);
        properties.putAll(Entries.given(invocation, Map.of(POSTING, "posting", OWNER, "owner")));
        invocation
                .option(POSTERS)
                .ifPresent(posters -> properties.put("posters", Entries.parted(posters)));
        if (!"listed".equals(Entries.first(properties.get("posting")))) {
            properties.remove("posters");
        }
        if ("none".equals(properties.get("owner"))) {
            properties.remove("owner");
        }
        entries.set(group, properties);
        console.print("Group %s is changed.".formatted(group));
    }
}
