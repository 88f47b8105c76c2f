package org.posthorn.mailbox.rows;

import java.util.function.Function;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.snapshot.Snapshots;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;

/// What a store stands on: rows and transactions, and no rules.
///
/// The rules of mailboxes (numbering, counting, limits, publishing) are kept once, above it; a
/// storage keeps what it is given. Every storage passes the same contract tests. Several stores may
/// stand on one.
public interface MailStorage extends AutoCloseable {
    /// Runs `work` in one transaction and commits: durable when this returns, undone when it
    /// throws, whatever it throws, but for one exception.
    ///
    /// `work` may be run again when the database asks for it, so it changes nothing else.
    ///
    /// @throws org.posthorn.mailbox.store.UnknownOutcomeException when it may be durable or not
    <T> T inTransaction(Function<MailTransaction, T> work);

    /// Runs `work`, which only reads; it sees no change that is not committed.
    <T> T reading(Function<MailTransaction, T> work);

    /// The octets of bodies.
    BodyOctets octets();

    /// What was known of large mailboxes some time ago.
    default Snapshots snapshots() {
        return Snapshots.NONE;
    }

    /// A number that no mailbox had before. Asked for outside of transactions, like the others: it
    /// may need one of its own.
    MailboxId newMailboxId();

    /// A number that no body had before.
    BodyId newBodyId();

    /// A number that no email had before.
    long newEmailId();

    /// A number that no entry of the queue had before.
    QueueId newQueueId();

    @Override
    void close();
}
