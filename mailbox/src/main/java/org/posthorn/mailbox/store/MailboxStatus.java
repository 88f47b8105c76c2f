package org.posthorn.mailbox.store;

/// What STATUS tells of a mailbox (RFC 9051 section 6.3.11).
///
/// @param recent messages that no session has been told of yet
/// @param sizeOctets the sum of all messages' sizes
public record MailboxStatus(
        MailboxInfo info,
        int messages,
        int recent,
        int unseen,
        int deleted,
        long sizeOctets,
        Uid uidNext,
        ModSequence highestModSequence) {}
