package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `queue retry`.
@Component
final class QueueRetryCommand extends QueueActionCommand {
    QueueRetryCommand(AdminApi api) {
        super(api, "retry", "Try entries of the queue now");
    }

    @Override
    String done(long count, Invocation invocation) {
        return entries(count) + " will be tried now.";
    }
}
