package org.posthorn.smtp.queue;

import java.util.List;
import org.posthorn.mailbox.outbound.Envelope;
import org.posthorn.mailbox.outbound.QueueEntry;

/// Recipients of one message at one site, which are taken there in one transfer.
///
/// @param tickets never empty
record Group(Site site, List<Ticket> tickets) {
    Group {
        tickets = List.copyOf(tickets);
    }

    QueueEntry first() {
        return tickets.getFirst().entry();
    }

    Envelope envelope() {
        return first().envelope();
    }
}
