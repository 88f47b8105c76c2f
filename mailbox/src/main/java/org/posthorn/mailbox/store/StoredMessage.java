package org.posthorn.mailbox.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// All of a message's row.
///
/// @param deliveryHeader header lines on top of the body; empty for most messages that did not come
///   by SMTP
/// @param emailId RFC 8474's EMAILID as a number
/// @param threadId RFC 8474's THREADID as a number
/// @param saveDate to the second
public record StoredMessage(
        MessageRow row, String deliveryHeader, long emailId, long threadId, Instant saveDate) {

    /// How many octets a delivery header adds on top of the body.
    static int octets(String deliveryHeader) {
        return deliveryHeader.getBytes(StandardCharsets.UTF_8).length;
    }

    int deliveryHeaderOctets() {
        return octets(deliveryHeader);
    }

    long bodyOctets() {
        return row.sizeOctets() - deliveryHeaderOctets();
    }

    /// The same message's row in another mailbox.
    StoredMessage copiedAs(Uid uid, ModSequence modSequence, Instant now) {
        var copy =
                new MessageRow(
                        uid,
                        row.flags(),
                        modSequence,
                        row.sizeOctets(),
                        row.internalDate(),
                        row.body());
        return new StoredMessage(copy, deliveryHeader, emailId, threadId, now);
    }
}
