package org.posthorn.mailbox.rows;

import org.posthorn.mailbox.store.BodyId;

/// A body that a storage has taken and that no row names yet; only that storage can insert it.
public interface NewBody extends AutoCloseable {
    BodyId id();

    /// Whether little is left to be written by the transaction.
    default boolean isQuick() {
        return true;
    }

    /// No transaction is going to insert it any more, whether or not one has.
    @Override
    void close();
}
