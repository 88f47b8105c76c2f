package org.posthorn.mailbox.memory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.posthorn.mailbox.directory.AccountDirectory;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.ScramVerifier;
import org.posthorn.mailbox.store.BodyRows;
import org.posthorn.mailbox.store.LocalDirectoryStorage;
import org.posthorn.mailbox.store.LocalMailStore;
import org.posthorn.mailbox.store.MailStorage;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.MailTransaction;
import org.posthorn.mailbox.store.MailboxRows;
import org.posthorn.mailbox.store.MessageRows;

/// A store and a directory in memory, gone with the process.
public final class MemoryStorage implements AutoCloseable {
    private final Storage storage = new Storage();
    private final LocalMailStore store = LocalMailStore.inMemory(storage);

    /// Its verifiers never leave the process, so they may be cheap.
    private final AccountDirectory directory =
            new AccountDirectory(
                    new LocalDirectoryStorage(storage, store), ScramVerifier.MIN_ITERATIONS);

    private final Authenticator authenticator = directory.authenticator();

    public MailStore store() {
        return store;
    }

    public Directory directory() {
        return directory;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    DirectoryStorage directoryStorage() {
        return new LocalDirectoryStorage(storage, store);
    }

    /// The rows that the store stands on.
    MailStorage mail() {
        return storage;
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

    private record Transaction(
            MailboxRows mailboxes, MessageRows messages, BodyRows bodies, DirectoryRows directory)
            implements MailTransaction {
        Transaction(MemoryTables tables) {
            this(
                    new MemoryMailboxRows(tables),
                    new MemoryMessageRows(tables),
                    new MemoryBodyRows(tables),
                    new MemoryDirectoryRows(tables));
        }
    }
}
