package org.posthorn.mailbox.jdbc;

import java.util.function.Function;
import org.posthorn.mailbox.store.MailStorage;
import org.posthorn.mailbox.store.MailTransaction;

/// The rows of mail in a relational database.
final class JdbcMailStorage implements MailStorage {
    private final JdbcDatabase database;
    private final JdbcIds ids;

    JdbcMailStorage(JdbcDatabase database, JdbcIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /// The mail's rows within a transaction of the database.
    MailTransaction within(JdbcTransaction tx) {
        return new JdbcMailTransaction(
                new JdbcMailboxRows(tx, ids),
                new JdbcMessageRows(tx),
                new JdbcBodyRows(tx, ids),
                new JdbcDirectoryRows(tx, ids));
    }

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        return database.inTransaction(tx -> work.apply(within(tx)));
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        return database.reading(tx -> work.apply(within(tx)));
    }

    @Override
    public long newEmailId() {
        return ids.next(JdbcIds.Kind.EMAIL);
    }

    @Override
    public void close() {
        database.close();
    }

    private record JdbcMailTransaction(
            JdbcMailboxRows mailboxes,
            JdbcMessageRows messages,
            JdbcBodyRows bodies,
            JdbcDirectoryRows directory)
            implements MailTransaction {}
}
