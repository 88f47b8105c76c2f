package org.posthorn.smtp.queue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.posthorn.smtp.relay.RemoteReply;

/// What follows for an entry.
///
/// @param reply what is said of it
/// @param pause until it is due again; null where it leaves the queue
record Decision(Judged judged, Fate fate, RemoteReply reply, @Nullable Duration pause) {
    enum Fate {
        DELIVERED,
        FAILED,
        EXPIRED,
        DEFERRED,
        /// It has failed, and its sender could not be told yet.
        UNREPORTED,
        /// It waits as before, and its sender is told.
        TOLD
    }

    Ticket ticket() {
        return judged.ticket();
    }

    boolean isDone() {
        return pause == null;
    }
}
