package org.posthorn.mailbox.jdbc;

import java.util.function.Function;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.store.BodyRows;
import org.posthorn.mailbox.store.DiskReserve;
import org.posthorn.mailbox.store.MailStorage;
import org.posthorn.mailbox.store.MailTransaction;
import org.posthorn.mailbox.store.MailboxRows;
import org.posthorn.mailbox.store.MessageRows;

/// The rows of mail in a relational database.
final class JdbcMailStorage implements MailStorage {
    private final JdbcDatabase database;
    private final JdbcIds ids;
    private final DiskReserve reserve;

    JdbcMailStorage(JdbcDatabase database, JdbcIds ids, DiskReserve reserve) {
        this.database = database;
        this.ids = ids;
        this.reserve = reserve;
    }

    /// The mail's rows within a transaction of the database, on a disk with room.
    MailTransaction within(JdbcTransaction tx) {
        return new JdbcMailTransaction(
                new JdbcMailboxRows(tx, ids),
                new JdbcMessageRows(tx),
                new JdbcBodyRows(tx, ids),
                new JdbcDirectoryRows(tx, ids));
    }

    private MailTransaction within(JdbcTransaction tx, DiskReserve.Claim claim) {
        // The database may ask for another attempt.
        claim.clear();
        MailTransaction all = within(tx);
        return new JdbcMailTransaction(
                all.mailboxes(),
                new ClaimingMessageRows(all.messages(), claim),
                new ClaimingBodyRows(all.bodies(), claim),
                all.directory());
    }

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        reserve.requireRoomToChange();
        try (var claim = reserve.newClaim()) {
            return database.inTransaction(tx -> work.apply(within(tx, claim)));
        }
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        return database.reading(tx -> work.apply(within(tx)));
    }

    @Override
    public long newEmailId() {
        return ids.next(JdbcIds.Kind.EMAIL);
    }

    /// The database is ended by [DerbyStorage].
    @Override
    public void close() {}

    private record JdbcMailTransaction(
            MailboxRows mailboxes, MessageRows messages, BodyRows bodies, DirectoryRows directory)
            implements MailTransaction {}
}
