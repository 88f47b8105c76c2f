package org.posthorn.mailbox.memory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.BodyRows;
import org.posthorn.mailbox.store.LocalMailStore;
import org.posthorn.mailbox.store.MailStorage;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.MailTransaction;
import org.posthorn.mailbox.store.MailboxRows;
import org.posthorn.mailbox.store.MessageRows;

/// A store in memory, gone with the process.
public final class MemoryStorage implements AutoCloseable {
    private final Storage storage = new Storage();
    private final LocalMailStore store = LocalMailStore.inMemory(storage);

    public MailStore store() {
        return store;
    }

    /// Runs `work` as one transaction of the store's rows.
    <T> T inTransaction(Function<MailTransaction, T> work) {
        return storage.inTransaction(work);
    }

    /// Removes all mail of an account.
    void removeMail(AccountId account) {
        store.removed(storage.inTransaction(tx -> LocalMailStore.removeAll(tx, account)));
    }

    int bodyCount() {
        return storage.tables.bodies.size();
    }

    @Override
    public void close() {
        store.close();
    }

    private static final class Storage implements MailStorage {
        private final ReentrantLock lock = new ReentrantLock();
        private final MemoryTables tables = new MemoryTables();
        private final MailTransaction transaction = new Transaction(tables);
        private final AtomicLong lastEmailId = new AtomicLong();

        @Override
        public <T> T inTransaction(Function<MailTransaction, T> work) {
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
        public long newEmailId() {
            return lastEmailId.incrementAndGet();
        }

        @Override
        public void close() {}
    }

    private record Transaction(MailboxRows mailboxes, MessageRows messages, BodyRows bodies)
            implements MailTransaction {
        Transaction(MemoryTables tables) {
            this(
                    new MemoryMailboxRows(tables),
                    new MemoryMessageRows(tables),
                    new MemoryBodyRows(tables));
        }
    }
}
