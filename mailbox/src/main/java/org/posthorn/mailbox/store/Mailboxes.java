package org.posthorn.mailbox.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// The mailboxes of one account.
public interface Mailboxes {
    /// All mailboxes, sorted by name.
    List<MailboxInfo> list();

    Optional<MailboxInfo> find(MailboxName name);

    /// The subscribed names; a subscription outlives its mailbox (RFC 9051 section 6.3.7).
    SortedSet<MailboxName> subscriptions();

    void subscribe(MailboxName name);

    void unsubscribe(MailboxName name);

    /// Creates the mailbox and those parents of it that are missing.
    MailboxOutcome create(MailboxName name, Set<SpecialUse> uses);

    /// Deletes the mailbox with its messages. Refused for INBOX and while it has children.
    MailboxOutcome delete(MailboxName name);

    /// Renames the mailbox and all below it; renaming INBOX moves its messages to a new mailbox
    /// (RFC 9051 section 6.3.6).
    MailboxOutcome rename(MailboxName from, MailboxName to);

    /// Opens a mailbox; close the handle when done. All handles of a mailbox share its state.
    Optional<Mailbox> open(MailboxName name);

    Optional<MailboxStatus> status(MailboxName name);
}
