package org.posthorn.smtp.receive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.posthorn.mailbox.deliverylog.DeliveryEvent;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Detail;
import org.posthorn.mailbox.deliverylog.DeliveryEvent.Kind;
import org.posthorn.mailbox.deliverylog.DeliveryLog;

/// Notes refusals in the delivery log, so that who misses a message can be told.
record RefusalLog(DeliveryLog log) {

    /// @param message the id of what has come; empty where nothing has
    /// @param recipient empty for all of them
    void note(Session session, String message, String sender, String recipient, Reply reply) {
        log.note(
                new DeliveryEvent(
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        Kind.REFUSED,
                        message,
                        sender,
                        recipient,
                        Received.client(session)
                                .with(Detail.REPLY, String.join(" / ", reply.print()))
                                .build()));
    }
}
