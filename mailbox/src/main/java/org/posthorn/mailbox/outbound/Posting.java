package org.posthorn.mailbox.outbound;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.Placement;

/// A message that a commit takes in: into mailboxes here, into the queue, or both.
///
/// @param entries recipients elsewhere
/// @param events what the log says of it if it is taken in
public record Posting(
        ExaminedMessage message,
        List<Local> locals,
        List<NewEntry> entries,
        List<DeliveryEvent> events) {

    public Posting {
        locals = List.copyOf(locals);
        entries = List.copyOf(entries);
        events = List.copyOf(events);
    }

    /// A recipient here.
    ///
    /// @param stored what the log says if it gets the message
    /// @param otherwise what is added to the queue if it does not while others do, so that the
    ///   sender is told of it; empty where that is said at once
    public record Local(
            Placement placement, Optional<DeliveryEvent> stored, Optional<NewEntry> otherwise) {}
}
