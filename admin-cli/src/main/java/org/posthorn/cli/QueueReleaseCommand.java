package org.posthorn.cli;

import org.springframework.stereotype.Component;

/// `queue release`.
@Component
final class QueueReleaseCommand extends QueueActionCommand {
    QueueReleaseCommand(AdminApi api) {
        super(api, "release", "Let entries of the queue that are held go on");
    }

    @Override
    String done(long count, Invocation invocation) {
        return entries(count) + " released.";
    }
}
