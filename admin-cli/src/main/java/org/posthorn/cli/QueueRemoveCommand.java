package org.posthorn.cli;

import java.util.List;
import org.springframework.stereotype.Component;

/// `queue remove`.
@Component
final class QueueRemoveCommand extends QueueActionCommand {
    private static final CommandParameter BOUNCE =
            CommandParameter.flag("--bounce", "tell the senders, as if the time were over");

    QueueRemoveCommand(AdminApi api) {
        super(api, "remove", "Remove entries from the queue, unsent", BOUNCE, CommandParameter.YES);
    }

    @Override
    void confirm(Invocation invocation, Console console) {
        boolean bounces = invocation.has(BOUNCE);
        String what =
                invocation.arguments().isEmpty()
                        ? "these entries"
                        : entries(invocation.arguments().size());
        console.confirm(
                bounces
                        ? "Give %s up and tell the senders?".formatted(what)
                        : "Remove %s from the queue, and tell nobody?".formatted(what),
                invocation);
    }

    @Override
    List<String> more(Invocation invocation) {
        return invocation.has(BOUNCE) ? List.of("bounce=true") : List.of();
    }

    @Override
    String done(long count, Invocation invocation) {
        return entries(count)
                + (invocation.has(BOUNCE) ? " given up; the senders are told." : " removed.");
    }
}
