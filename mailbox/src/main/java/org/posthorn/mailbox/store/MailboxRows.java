package org.posthorn.mailbox.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.posthorn.mailbox.directory.AccountId;

/// The rows of mailboxes and subscriptions.
public interface MailboxRows {
    /// In no order.
    List<MailboxInfo> of(AccountId account);

    Optional<MailboxInfo> find(AccountId account, MailboxName name);

    /// Adds an empty mailbox: its next UID and its mod-sequence are 1, and its UIDVALIDITY is
    /// higher than that of any mailbox before it.
    MailboxInfo insert(AccountId account, MailboxName name, Set<SpecialUse> uses);

    void rename(MailboxId mailbox, MailboxName name);

    /// Removes the mailbox's row and what is known of its expunged messages; its messages are gone
    /// already.
    void delete(MailboxId mailbox);

    Optional<MailboxCounters> counters(MailboxId mailbox);

    /// Takes `uids` new UIDs and one new mod-sequence, and holds the mailbox's row until the
    /// commit.
    ///
    /// @return the counters after that, unless there is no such mailbox
    Optional<MailboxCounters> advance(MailboxId mailbox, int uids);

    /// Sets the first UID that is `\Recent`, unless it is that high already.
    void raiseRecentFloor(MailboxId mailbox, Uid floor);

    SortedSet<MailboxName> subscriptions(AccountId account);

    /// Nothing happens when it is subscribed already.
    void subscribe(AccountId account, MailboxName name);

    void unsubscribe(AccountId account, MailboxName name);
}
