package org.posthorn.mailbox.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Connections, each with its prepared statements, the last used first.
///
/// Some dozen are enough to keep a disk busy; whoever waits for one waits without holding anything,
/// and is not overtaken.
final class JdbcPool {
    /// Opens a connection.
    @FunctionalInterface
    interface Source {
        Connection open() throws SQLException;
    }

    private final Source source;
    private final Lifetime life;
    private final int size;
    private final Semaphore permits;
    private final Deque<JdbcTransaction> idle = new ArrayDeque<>();

    JdbcPool(Source source, Lifetime life, int size) {
        this.source = source;
        this.life = life;
        this.size = size;
        this.permits = new Semaphore(size, true);
    }

    /// @throws org.posthorn.mailbox.store.StoreException when no transaction may begin any more
    JdbcTransaction take() throws SQLException {
        life.requireRunning();
        permits.acquireUninterruptibly();
        boolean taken = false;
        try {
            life.requireRunning();
            JdbcTransaction transaction = idle();
            if (transaction == null) {
                transaction = new JdbcTransaction(open());
            }
            taken = true;
            return transaction;
        } finally {
            if (!taken) {
                permits.release();
            }
        }
    }

    private Connection open() throws SQLException {
        Connection connection = source.open();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    private synchronized @Nullable JdbcTransaction idle() {
        return idle.pollFirst();
    }

    /// Takes back a connection whose transaction has ended.
    void giveBack(JdbcTransaction transaction) {
        if (transaction.isWorn()) {
            discard(transaction);
            return;
        }
        transaction.forgetChanges();
        synchronized (this) {
            idle.addFirst(transaction);
        }
        permits.release();
    }

    /// Takes back a connection that is not to be used again.
    void discard(JdbcTransaction transaction) {
        closeQuietly(transaction);
        permits.release();
    }

    private static void closeQuietly(JdbcTransaction transaction) {
        try {
            // Undoes what may still be open in it, unlike close.
            transaction.connection().abort(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            System.getLogger(JdbcPool.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing a broken connection", e);
        }
    }

    /// Waits for the transactions in progress, after [Lifetime#stop].
    ///
    /// @return whether all of them have ended in time
    boolean awaitIdle(Duration patience) {
        try {
            if (!permits.tryAcquire(size, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        synchronized (this) {
            idle.forEach(JdbcPool::closeQuietly);
            idle.clear();
        }
        permits.release(size);
        return true;
    }
}
