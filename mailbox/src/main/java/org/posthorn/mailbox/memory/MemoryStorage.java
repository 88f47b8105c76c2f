package org.posthorn.mailbox.memory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.routes.RouteRows;
import org.posthorn.mailbox.rows.AccountRows;
import org.posthorn.mailbox.rows.BodyOctets;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.DeliveryLogRows;
import org.posthorn.mailbox.rows.ExpungedRows;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxRows;
import org.posthorn.mailbox.rows.MessageRows;
import org.posthorn.mailbox.rows.PendingRows;
import org.posthorn.mailbox.rows.QueueRows;
import org.posthorn.mailbox.rows.TreeRows;
import org.posthorn.mailbox.rows.ViewerRows;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;

/// Rows in memory, gone with the process: one transaction at a time. Several stores may stand on
/// one.
public final class MemoryStorage implements MailStorage {
    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryTables tables = new MemoryTables();
    private final MemoryBodyRows bodies = new MemoryBodyRows(tables);
    private final MailTransaction transaction = Transaction.over(tables, bodies);
    private final BodyOctets octets = new MemoryBodyOctets(this, bodies);
    private final AtomicLong lastMailbox = new AtomicLong();
    private final AtomicLong lastBody = new AtomicLong();
    private final AtomicLong lastEmail = new AtomicLong();
    private final AtomicLong lastQueueEntry = new AtomicLong();

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction within a transaction");
        }
        lock.lock();
        try {
            T result = work.apply(transaction);
            tables.commit();
            return result;
        } finally {
            tables.rollback();
            lock.unlock();
        }
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        return inTransaction(work);
    }

    @Override
    public BodyOctets octets() {
        return octets;
    }

    @Override
    public MailboxId newMailboxId() {
        return new MailboxId(lastMailbox.incrementAndGet());
    }

    @Override
    public BodyId newBodyId() {
        return new BodyId(lastBody.incrementAndGet());
    }

    @Override
    public long newEmailId() {
        return lastEmail.incrementAndGet();
    }

    @Override
    public QueueId newQueueId() {
        return new QueueId(lastQueueEntry.incrementAndGet());
    }

    @Override
    public void close() {}

    /// For tests that count; nobody changes anything meanwhile.
    MemoryTables tables() {
        return tables;
    }

    private record Transaction(
            TreeRows trees,
            MailboxRows mailboxes,
            MessageRows messages,
            ExpungedRows expunged,
            ViewerRows viewers,
            BodyRows bodies,
            AccountRows accounts,
            PendingRows pending,
            QueueRows queue,
            DeliveryLogRows deliveryLog,
            DirectoryRows directory,
            RouteRows routes)
            implements MailTransaction {
        static Transaction over(MemoryTables tables, MemoryBodyRows bodies) {
            var mailboxes = new MemoryMailboxRows(tables);
            return new Transaction(
                    new MemoryTreeRows(tables),
                    mailboxes,
                    new MemoryMessageRows(tables, mailboxes),
                    new MemoryExpungedRows(tables),
                    new MemoryViewerRows(tables),
                    bodies,
                    new MemoryAccountRows(tables),
                    new MemoryPendingRows(tables),
                    new MemoryQueueRows(tables),
                    new MemoryDeliveryLogRows(tables),
                    new MemoryDirectoryRows(tables),
                    new MemoryRouteRows(tables));
        }
    }
}
