package org.posthorn.mailbox.change;

import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;

/// Rows in memory behind a pool of connections: whoever finds none waits for one, as with a
/// database.
final class FewConnections implements MailStorage {
    private final MailStorage rows = new MemoryStorage();
    private final Semaphore connections;
    private volatile Runnable whileReading = () -> {};

    FewConnections(int connections) {
        this.connections = new Semaphore(connections);
    }

    /// Runs with each connection that is taken for reading, before anything is read.
    void whileReading(Runnable action) {
        whileReading = action;
    }

    /// Whether somebody waits for a connection.
    boolean isAwaited() {
        return connections.hasQueuedThreads();
    }

    private <T> T connected(Runnable before, Function<MailTransaction, T> work) {
        connections.acquireUninterruptibly();
        try {
            before.run();
            return rows.inTransaction(work);
        } finally {
            connections.release();
        }
    }

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        return connected(() -> {}, work);
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        return connected(whileReading, work);
    }

    @Override
    public MailboxId newMailboxId() {
        return rows.newMailboxId();
    }

    @Override
    public BodyId newBodyId() {
        return rows.newBodyId();
    }

    @Override
    public long newEmailId() {
        return rows.newEmailId();
    }

    @Override
    public void close() {
        rows.close();
    }
}
