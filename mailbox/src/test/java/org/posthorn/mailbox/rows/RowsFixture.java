package org.posthorn.mailbox.rows;

/// A storage under test, empty, and how a second store reaches the same rows.
public interface RowsFixture extends AutoCloseable {
    MailStorage one();

    /// The same rows, with connections, numbers and caches of its own where the storage has any.
    MailStorage other();

    @Override
    void close();
}
