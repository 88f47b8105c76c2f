package org.posthorn.mailbox.change;

import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.posthorn.mailbox.rows.MailTransaction;

/// Rows in memory behind a pool of connections: whoever finds none waits for one, as with a
/// database.
final class FewConnections extends ForwardingStorage {
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
            return super.inTransaction(work);
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
}
