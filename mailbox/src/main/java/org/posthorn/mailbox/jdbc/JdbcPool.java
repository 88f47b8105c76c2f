package org.posthorn.mailbox.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Connections, each with its prepared statements, the last used first.
///
/// Some dozen are enough to keep a disk busy; whoever waits for one waits without holding anything.
final class JdbcPool implements AutoCloseable {
    private final DataSource source;
    private final int size;
    private final Semaphore permits;
    private final Deque<JdbcTransaction> idle = new ArrayDeque<>();
    private boolean closed;

    JdbcPool(DataSource source, int size) {
        this.source = source;
        this.size = size;
        this.permits = new Semaphore(size);
    }

    JdbcTransaction take() throws SQLException {
        permits.acquireUninterruptibly();
        boolean taken = false;
        try {
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
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    private synchronized @Nullable JdbcTransaction idle() throws SQLException {
        if (closed) {
            throw new SQLException("the database is closed");
        }
        return idle.pollFirst();
    }

    /// Takes back a connection whose transaction has ended.
    void giveBack(JdbcTransaction transaction) {
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
            transaction.connection().close();
        } catch (SQLException e) {
            System.getLogger(JdbcPool.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing a broken connection", e);
        }
    }

    /// Waits for the transactions in progress; nobody gets a connection after that.
    @Override
    public void close() {
        permits.acquireUninterruptibly(size);
        synchronized (this) {
            closed = true;
            idle.forEach(JdbcPool::closeQuietly);
            idle.clear();
        }
        permits.release(size);
    }
}
