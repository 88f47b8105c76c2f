package org.posthorn.mailbox.outbound;

import org.posthorn.mailbox.deliverylog.DeliveryEvent;

/// Says for the log what happens to an entry.
@FunctionalInterface
public interface DeliveryEventSource {
    DeliveryEvent of(QueueEntry entry);
}
