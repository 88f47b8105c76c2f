package org.posthorn.mailbox.rows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.ThreadId;
import org.posthorn.mailbox.store.Uid;

/// All of a message's row.
///
/// @param deliveryHeader header lines on top of the body; empty for most messages that did not come
///   by SMTP
/// @param saveDate when it entered the mailbox (RFC 8514), to the second
public record StoredMessage(
        MessageRow row,
        String deliveryHeader,
        EmailId emailId,
        ThreadId threadId,
        Instant saveDate) {

    /// How many octets a delivery header adds on top of the body.
    public static int octets(String deliveryHeader) {
        return deliveryHeader.getBytes(StandardCharsets.UTF_8).length;
    }

    public int deliveryHeaderOctets() {
        return octets(deliveryHeader);
    }

    public long bodyOctets() {
        return row.sizeOctets() - deliveryHeaderOctets();
    }

    public StoredMessage withFlags(Flags flags) {
        return new StoredMessage(
                row.withFlags(flags, row.modSequence()),
                deliveryHeader,
                emailId,
                threadId,
                saveDate);
    }

    /// The same message's row in another mailbox.
    public StoredMessage copiedAs(Uid uid, Flags flags, ModSequence modSequence, Instant now) {
        var copy =
                new MessageRow(
                        uid, flags, modSequence, row.sizeOctets(), row.internalDate(), row.body());
        return new StoredMessage(copy, deliveryHeader, emailId, threadId, now);
    }
}
