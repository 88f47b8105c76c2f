package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `pattern remove`.
@Component
final class PatternRemoveCommand extends AdminCommand {
    private final Entries entries;

    PatternRemoveCommand(AdminApi api) {
        super(
                "pattern remove",
                "Remove a pattern",
                CommandParameter.argument(
                        "PATTERN", "such as info-*@example.com", CommandParameter.Values.NONE),
                CommandParameter.YES);
        this.entries = new Entries(api, "pattern");
    }

    @Override
    void run(Invocation invocation, Console console) {
        String subject = invocation.argument(0);
        console.confirm("Remove the pattern %s?".formatted(subject), invocation);
        entries.remove(subject);
        console.print("The pattern %s is removed.".formatted(subject));
    }
}
