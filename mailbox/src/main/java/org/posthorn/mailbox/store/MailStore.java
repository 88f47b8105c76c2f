package org.posthorn.mailbox.store;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.budget.Party;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.directory.AccountId;

/// All mailboxes of all accounts.
public interface MailStore extends AutoCloseable {
    /// The mailboxes that an account reaches: its own and those of others on which it has rights.
    /// An account that does not exist has none.
    Mailboxes mailboxesOf(AccountId viewer);

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

    /// Looks at an arriving message, once for all who want to know what it is.
    ///
    /// @throws SetAsideException when the process died twice of it
    ExaminedMessage examine(IncomingBody body);

    /// Stores the message once and shows it in each place, in one durable commit.
    ///
    /// When it returns, every outcome `STORED` is on disk; when it throws, nothing was stored. A
    /// place that cannot be had does not keep the others from theirs.
    ///
    /// @return an outcome for each placement, in order
    List<PlacementOutcome> deliver(ExaminedMessage message, List<Placement> placements);

    /// What an account holds and may hold, unless there is no such account.
    Optional<AccountUsage> usage(AccountId account);

    /// Sets what an account may hold.
    ///
    /// @return whether there is such an account
    boolean setLimits(AccountId account, AccountLimits limits);

    /// Learns what other stores over the same storage have changed, of what is known here.
    void catchUp();

    /// Waits for changes in progress and closes the storage.
    @Override
    void close();
}
