package org.posthorn.mailbox.store;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.posthorn.mailbox.rights.Grant;
import org.posthorn.mailbox.rights.Rights;

/// The mailboxes that one account reaches by names: its own, and those of others on which it has
/// rights, as `Other Users/` or `Shared/` and the owner's address and the owner's name.
///
/// What it may not do in one of those is refused by a [NoRightException]; one that it may not even
/// see is not there.
public interface Mailboxes {
    /// Above the mailboxes that somebody shares with certain people.
    MailboxName OTHER_USERS = new MailboxName("Other Users");

    /// Above the mailboxes that somebody shares with everyone.
    MailboxName SHARED = new MailboxName("Shared");

    /// All mailboxes by name; immutable.
    NavigableMap<MailboxName, MailboxInfo> byName();

    /// All mailboxes, sorted by name.
    default List<MailboxInfo> list() {
        return List.copyOf(byName().values());
    }

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

    /// What the account may do in a mailbox: all in its own. Empty when it is not there.
    Optional<Rights> rights(MailboxName name);

    /// What others than its owner may do in a mailbox; for those who administer it.
    ///
    /// @return empty when it is not there
    Optional<List<Grant>> grants(MailboxName name);

    /// Sets what somebody, or everyone, may do in a mailbox; for those who administer it.
    MailboxOutcome setRights(MailboxName name, Grant grant);
}
