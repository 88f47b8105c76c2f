package org.posthorn.mailbox.store;

import java.time.Instant;

/// What a mailbox keeps in memory of each message.
///
/// @param sizeOctets the whole message as clients see it, delivery header included, lines ended by
///   CRLF
/// @param internalDate IMAP's INTERNALDATE, to the second
public record MessageRow(
        Uid uid,
        Flags flags,
        ModSequence modSequence,
        long sizeOctets,
        Instant internalDate,
        BodyId body) {

    public MessageRow withFlags(Flags newFlags, ModSequence newModSequence) {
        return new MessageRow(uid, newFlags, newModSequence, sizeOctets, internalDate, body);
    }
}
