package org.posthorn.mailbox.store;

import java.util.function.Function;

/// What a store stands on: rows and transactions, and no rules.
///
/// The rules of mailboxes (locks, numbering, publishing) are kept once, in this package; a storage
/// keeps what it is given. Every storage passes the same contract tests.
public interface MailStorage extends AutoCloseable {
    /// Runs `work` in one transaction and commits: durable when this returns, undone when it
    /// throws, whatever it throws, but for one exception.
    ///
    /// `work` may be run again when the database asks for it, so it changes nothing else.
    ///
    /// @throws UnknownOutcomeException when it may be durable or not
    <T> T inTransaction(Function<MailTransaction, T> work);

    /// Runs `work`, which only reads; it sees no change that is not committed.
    <T> T reading(Function<MailTransaction, T> work);

    /// A number that no email had before, for EMAILID.
    long newEmailId();

    @Override
    void close();
}
