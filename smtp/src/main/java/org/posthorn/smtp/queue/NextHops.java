package org.posthorn.smtp.queue;

import org.posthorn.mailbox.outbound.Posting;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.relay.RemoteReply;

/// What the configuration says of destinations.
public interface NextHops {
    /// Where a destination leads; may block a little.
    NextHop of(String destination);

    /// Where an entry goes whose destination is gone.
    NewRoute routeAnew(QueueEntry entry);

    /// What is to become of an entry whose destination is gone.
    sealed interface NewRoute {
        /// It waits for another destination.
        record To(String destination) implements NewRoute {}

        /// Something else takes its place, as a delivery here does.
        record Replaced(Posting posting) implements NewRoute {}

        /// Nothing takes it.
        record Refused(RemoteReply why) implements NewRoute {}
    }
}
