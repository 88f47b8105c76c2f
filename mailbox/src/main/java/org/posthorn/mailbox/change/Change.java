package org.posthorn.mailbox.change;

import java.util.List;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailboxRight;
import org.posthorn.mailbox.rows.PendingRows;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.AccountLimits;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.UidSet;

/// One thing that a commit changes: planned by a rule, written by the commit point, and told to
/// followers when it is on disk.
public sealed interface Change {
    /// Below which account it happens: the owner of the mailbox, where it is about one.
    AccountId account();

    /// A change of a mailbox's messages, which raised its mod-sequence.
    sealed interface OfMessages extends Change {
        MailboxId mailbox();
    }

    /// Where added messages come from.
    enum Origin {
        /// From outside, with a body of their own.
        ARRIVED,
        /// From a mailbox where they stay.
        COPIED,
        /// From a mailbox where they are expunged in the same commit.
        MOVED
    }

    /// Messages that are there now, in ascending UID order.
    record Added(AccountId account, MailboxId mailbox, List<StoredMessage> messages, Origin origin)
            implements OfMessages {}

    /// A large copy that is going to be written: nothing to see yet.
    record CopyBegun(
            AccountId account, MailboxId mailbox, PendingRows.MassCopy copy, List<String> keywords)
            implements OfMessages {}

    /// A large copy that shows now: so many messages that whoever wants them reads them.
    record Shown(AccountId account, MailboxId mailbox, UidSet.Range uids) implements OfMessages {}

    /// Messages whose flags differ, as they are now, in ascending UID order.
    record FlagsSet(AccountId account, MailboxId mailbox, List<MessageRow> messages)
            implements OfMessages {}

    /// `\Seen` of a viewer who is not the owner.
    ///
    /// @param first whether the viewer had no flags here before
    /// @param seenMore by how many messages the viewer has seen more
    record SeenSet(
            AccountId account,
            MailboxId mailbox,
            AccountId viewer,
            boolean first,
            List<ViewerFlag> flags,
            int seenMore)
            implements OfMessages {}

    /// A viewer whose account is gone, with what it had seen.
    record ViewerGone(AccountId account, MailboxId mailbox, AccountId viewer)
            implements OfMessages {}

    /// Messages that are gone, as they last were, in ascending UID order.
    ///
    /// @param moved whether they are somewhere else now
    record Expunged(
            AccountId account,
            MailboxId mailbox,
            List<MessageRow> messages,
            ModSequence modSequence,
            boolean moved)
            implements OfMessages {}

    record MailboxMade(AccountId account, MailboxInfo mailbox) implements Change {}

    record MailboxRenamed(AccountId account, MailboxName before, MailboxInfo mailbox)
            implements Change {}

    /// A mailbox that is gone with its messages.
    record MailboxGone(AccountId account, MailboxInfo mailbox) implements Change {}

    record Subscribed(AccountId account, MailboxName name) implements Change {}

    record Unsubscribed(AccountId account, MailboxName name) implements Change {}

    /// What somebody may do in a mailbox of this account.
    record RightSet(AccountId account, MailboxRight right) implements Change {}

    record AccountMade(AccountId account) implements Change {}

    /// An account that is gone; its mailboxes have changes of their own, before this one.
    record AccountGone(AccountId account) implements Change {}

    record LimitsSet(AccountId account, AccountLimits limits) implements Change {}
}
