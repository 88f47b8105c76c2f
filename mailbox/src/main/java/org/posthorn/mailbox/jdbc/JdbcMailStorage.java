package org.posthorn.mailbox.jdbc;

import java.util.function.Function;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;

/// The rows of mail in a relational database.
final class JdbcMailStorage implements MailStorage {
    private final JdbcDatabase database;
    private final JdbcIds ids;
    private final DiskReserve reserve;
    private final KeywordLists keywords = new KeywordLists();

    JdbcMailStorage(JdbcDatabase database, JdbcIds ids, DiskReserve reserve) {
        this.database = database;
        this.ids = ids;
        this.reserve = reserve;
    }

    /// The mail's rows within a transaction of the database, on a disk with room.
    JdbcMailTransaction within(JdbcTransaction tx) {
        return JdbcMailTransaction.over(tx, ids, keywords);
    }

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        reserve.requireRoomToChange();
        try (var claim = reserve.newClaim()) {
            return database.inTransaction(tx -> {
                // The database may ask for another attempt.
                claim.clear();
                return work.apply(within(tx).claiming(claim));
            });
        }
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        return database.reading(tx -> work.apply(within(tx)));
    }

    @Override
    public MailboxId newMailboxId() {
        return new MailboxId(ids.next(JdbcIds.Kind.MAILBOX));
    }

    @Override
    public BodyId newBodyId() {
        return new BodyId(ids.next(JdbcIds.Kind.BODY));
    }

    @Override
    public long newEmailId() {
        return ids.next(JdbcIds.Kind.EMAIL);
    }

    /// The database is ended by [DerbyStorage].
    @Override
    public void close() {}
}
