package org.posthorn.mailbox.store;

import org.posthorn.mailbox.change.Follower;
import org.posthorn.mailbox.change.Followers;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.outbound.OutboundQueue;

/// A store under test.
public interface StoreFixture extends AutoCloseable {
    MailStore store();

    OutboundQueue outbound();

    /// Adds an account with its default mailboxes.
    AccountId newAccount();

    /// Removes an account with all that it has.
    void removeAccount(AccountId account);

    /// Closes the store and opens it again, where it can be.
    void restart();

    /// Tells a follower of every commit until that is closed.
    Followers.Following follow(Follower follower);

    /// Waits until what was promised is delivered.
    void finishDeliveries();

    /// Does all that is due in the background.
    void sweep();

    /// How many bodies the storage holds.
    int bodyCount();

    @Override
    void close();
}
