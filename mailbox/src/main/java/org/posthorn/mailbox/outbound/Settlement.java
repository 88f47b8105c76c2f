package org.posthorn.mailbox.outbound;

import java.util.List;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;

/// What became of entries, all of it in one commit.
///
/// @param done leave the queue
/// @param postponed wait again
/// @param postings reports about them
/// @param events what the log says of it
public record Settlement(
        Claimant claimant,
        List<QueueEntry> done,
        List<Postponed> postponed,
        List<Posting> postings,
        List<DeliveryEvent> events) {

    public Settlement {
        done = List.copyOf(done);
        postponed = List.copyOf(postponed);
        postings = List.copyOf(postings);
        events = List.copyOf(events);
    }
}
