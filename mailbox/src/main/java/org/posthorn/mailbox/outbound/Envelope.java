package org.posthorn.mailbox.outbound;

import java.time.Instant;

/// What all recipients of a message that goes elsewhere share.
///
/// @param id follows the message from the client's command to the last remote reply
/// @param sender the reverse path without its brackets; empty for the null path
/// @param sizeOctets of the message as it is stored
/// @param arrived to the millisecond
public record Envelope(
        String id, String sender, long sizeOctets, Instant arrived, MessageOptions options) {

    /// Whether nobody may be told when it fails (RFC 5321 section 4.5.5).
    public boolean hasNullSender() {
        return sender.isEmpty();
    }
}
