package org.posthorn.smtp.dispatch;

import java.time.Instant;
import java.util.List;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.outbound.MessageOptions;
import org.posthorn.mailbox.store.ExaminedMessage;

/// A message that is to be sent on its way.
///
/// @param id follows it
/// @param sender the reverse path without its brackets; empty for the null path
/// @param arrived to the millisecond
/// @param received what the log says of how it came
/// @param tellsAtOnce whether the client hears of each recipient what became of it, as over LMTP;
///   otherwise the sender is told of those who have no room
public record Dispatch(
        String id,
        String sender,
        MessageOptions options,
        ExaminedMessage message,
        List<Routed> recipients,
        Instant arrived,
        List<DeliveryEvent> received,
        boolean tellsAtOnce) {
    public Dispatch {
        recipients = List.copyOf(recipients);
        received = List.copyOf(received);
    }
}
