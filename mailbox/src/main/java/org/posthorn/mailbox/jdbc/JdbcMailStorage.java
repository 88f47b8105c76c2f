package org.posthorn.mailbox.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.rows.BodyOctets;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.segment.RecordPlace;
import org.posthorn.mailbox.segment.SegmentUse;
import org.posthorn.mailbox.snapshot.Snapshots;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;

/// The rows of mail in a relational database.
final class JdbcMailStorage implements MailStorage {
    private final JdbcDatabase database;
    private final JdbcIds ids;
    private final DiskReserve reserve;
    private final KeywordLists keywords = new KeywordLists();
    private final SegmentUse use;
    private final JdbcBodyOctets octets;
    private final Snapshots snapshots;

    /// What stands beside the rows.
    record Beside(SegmentBodies segments, OctetsPlace place, Snapshots snapshots) {}

    JdbcMailStorage(JdbcDatabase database, JdbcIds ids, DiskReserve reserve, Beside beside) {
        this.database = database;
        this.ids = ids;
        this.reserve = reserve;
        this.use = beside.segments().use();
        this.octets = new JdbcBodyOctets(database, beside.segments(), beside.place());
        this.snapshots = beside.snapshots();
    }

    /// The mail's rows within a transaction of the database, on a disk with room.
    JdbcMailTransaction within(JdbcTransaction tx) {
        return within(tx, new JdbcBodyRows(tx));
    }

    private JdbcMailTransaction within(JdbcTransaction tx, JdbcBodyRows bodies) {
        return JdbcMailTransaction.over(tx, bodies, ids, keywords);
    }

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        reserve.requireRoomToChange();
        List<RecordPlace> named = new ArrayList<>();
        try (var claim = reserve.newClaim()) {
            T result =
                    database.inTransaction(tx -> {
                        // The database may ask for another attempt.
                        claim.clear();
                        named.clear();
                        var bodies = new JdbcBodyRows(tx);
                        T done = work.apply(within(tx, bodies).claiming(claim));
                        named.addAll(bodies.named());
                        return done;
                    });
            named.forEach(use::add);
            return result;
        }
    }

    @Override
    public BodyOctets octets() {
        return octets;
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        return database.reading(tx -> work.apply(within(tx)));
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
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

    @Override
    public QueueId newQueueId() {
        return new QueueId(ids.next(JdbcIds.Kind.QUEUE));
    }

    /// The database is ended by [DerbyStorage].
    @Override
    public void close() {}
}
