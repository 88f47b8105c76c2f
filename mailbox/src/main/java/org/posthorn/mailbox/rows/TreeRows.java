package org.posthorn.mailbox.rows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.UidValidity;

/// The trees of mailboxes: names, subscriptions, rights. Each account has one, with a version.
public interface TreeRows {
    /// Adds the empty tree of a new account, with version 1.
    void addTree(AccountId account);

    /// Removes the row of the tree; its mailboxes and subscriptions are gone already.
    void removeTree(AccountId account);

    /// Raises the tree's version, and holds its row until the commit: the first statement of every
    /// change of the tree.
    ///
    /// @return the new version, unless there is no such account
    OptionalLong advance(AccountId account);

    OptionalLong version(AccountId account);

    /// The account's mailboxes, in no order.
    List<MailboxInfo> mailboxes(AccountId account);

    Optional<MailboxInfo> find(AccountId account, MailboxName name);

    /// A mailbox and whose it is.
    record Owned(AccountId owner, MailboxInfo info) {}

    Optional<Owned> mailbox(MailboxId mailbox);

    /// Adds the mailbox to the tree; [MailboxRows#insert] adds its numbers.
    void insert(AccountId account, MailboxInfo mailbox);

    /// A UIDVALIDITY that is higher than that of any mailbox before.
    UidValidity newUidValidity();

    void rename(MailboxId mailbox, MailboxName name);

    /// Takes the mailbox out of the tree; its messages are somebody else's business.
    void remove(MailboxId mailbox);

    SortedSet<MailboxName> subscriptions(AccountId account);

    /// Of a name that is not subscribed.
    void subscribe(AccountId account, MailboxName name);

    void unsubscribe(AccountId account, MailboxName name);

    /// Who may do what in the mailbox, beside its owner.
    List<MailboxRight> rights(MailboxId mailbox);

    /// The mailboxes of others on which this account, or everyone, has rights, and which.
    List<MailboxRight> rightsOf(AccountId account);

    /// Replaces what `right.grantee()` may do in `right.mailbox()`; no rights remove the row.
    void setRight(MailboxRight right);

    /// Removes all rights on a mailbox that goes.
    void removeRights(MailboxId mailbox);

    /// Removes all rights of an account that goes.
    void removeRightsOf(AccountId account);
}
