package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `queue hold`.
@Component
final class QueueHoldCommand extends QueueActionCommand {
    QueueHoldCommand(AdminApi api) {
        super(api, "hold", "Keep entries of the queue from being sent");
    }

    @Override
    String done(long count, Invocation invocation) {
        return entries(count) + " held.";
    }
}
