package org.posthorn.mailbox.change;

import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxState;

/// Makes of an older state of a mailbox the one that the database has.
@FunctionalInterface
interface CatchUp {
    /// Does so within a transaction, or a reading, that sees these numbers.
    ///
    /// @param now the mailbox's numbers; the state has theirs in the end
    MailboxState apply(
            MailTransaction tx, MailboxId mailbox, MailboxState older, MailboxCounters now);
}
