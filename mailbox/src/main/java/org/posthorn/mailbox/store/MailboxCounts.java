package org.posthorn.mailbox.store;

/// What a mailbox holds, or by how much a change makes that more or less.
///
/// @param unseen messages without `\Seen`
/// @param deleted messages with `\Deleted`
/// @param sizeOctets the sum of all messages' sizes
public record MailboxCounts(int messages, int unseen, int deleted, long sizeOctets) {
    public static final MailboxCounts NONE = new MailboxCounts(0, 0, 0, 0);

    /// What one message adds.
    public static MailboxCounts of(MessageRow row) {
        return new MailboxCounts(
                1,
                row.flags().has(SystemFlag.SEEN) ? 0 : 1,
                row.flags().has(SystemFlag.DELETED) ? 1 : 0,
                row.sizeOctets());
    }

    public MailboxCounts plus(MailboxCounts more) {
        return new MailboxCounts(
                messages + more.messages,
                unseen + more.unseen,
                deleted + more.deleted,
                sizeOctets + more.sizeOctets);
    }

    public MailboxCounts minus(MailboxCounts less) {
        return new MailboxCounts(
                messages - less.messages,
                unseen - less.unseen,
                deleted - less.deleted,
                sizeOctets - less.sizeOctets);
    }
}
