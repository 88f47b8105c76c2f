package org.posthorn.mailbox.rows;

import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

/// The numbers that a mailbox's row keeps.
///
/// @param owner whose limits its messages count for
/// @param uidNext messages from this UID up are not there yet, though their rows may be: a large
///   copy shows its messages all at once by raising it
/// @param highestModSequence the mailbox's version: every change of its messages raises it
/// @param viewers how many accounts beside the owner keep flags of their own here
public record MailboxCounters(
        AccountId owner,
        Uid uidNext,
        ModSequence highestModSequence,
        MailboxCounts counts,
        int viewers) {

    /// Those of a mailbox that was just made.
    public static MailboxCounters first(AccountId owner) {
        return new MailboxCounters(owner, Uid.FIRST, new ModSequence(1), MailboxCounts.NONE, 0);
    }
}
