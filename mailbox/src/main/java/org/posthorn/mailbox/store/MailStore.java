package org.posthorn.mailbox.store;

import java.util.List;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.directory.AccountId;

/// All mailboxes of all accounts.
public interface MailStore extends AutoCloseable {
    /// The mailboxes of an account, whether or not it exists; an account that does not has none.
    Mailboxes mailboxesOf(AccountId account);

    /// What unfinished work may keep.
    WorkBudget budget();

    /// A place for a message of a client that we know.
    ///
    /// @throws StoreFullException when there is no room for one more
    default IncomingBody newBody() {
        return newBody(Party.KNOWN);
    }

    /// A place for a message that is about to arrive.
    ///
    /// @param from whose share of the room it takes
    /// @throws StoreFullException when there is no room for one more
    IncomingBody newBody(Party from);

    /// Stores the body once and shows it in each account's INBOX, in one durable commit.
    ///
    /// When it returns, every outcome `DELIVERED` is on disk; when it throws, nothing was stored.
    ///
    /// @return an outcome for each delivery, in order
    List<DeliveryOutcome> deliver(IncomingBody body, List<Delivery> deliveries);

    /// Waits for changes in progress and closes the storage.
    @Override
    void close();
}
