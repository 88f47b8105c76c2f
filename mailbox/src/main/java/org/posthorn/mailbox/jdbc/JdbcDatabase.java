package org.posthorn.mailbox.jdbc;

import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.posthorn.mailbox.store.StoreException;

/// Transactions in the database.
final class JdbcDatabase implements AutoCloseable {
    /// SQLSTATE class 40: the transaction was undone for the sake of others and may succeed now.
    private static final String TRY_AGAIN = "40";

    /// Class 40 as well, but the transaction may have been committed.
    private static final String UNKNOWN = "40003";

    private static final int MAX_TRIES = 5;

    private final JdbcPool pool;

    /// @param connections how many transactions there may be at a time
    JdbcDatabase(DataSource source, int connections) {
        this.pool = new JdbcPool(source, connections);
    }

    /// Runs `work` in one transaction and commits: durable when this returns, undone when it
    /// throws.
    ///
    /// `work` may be run again when the database asks for it, so it changes nothing else.
    <T> T inTransaction(Function<JdbcTransaction, T> work) {
        int tries = 1;
        while (true) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (!isWorthAnotherTry(e) || tries == MAX_TRIES) {
                    throw new StoreException("the database refuses: " + e.getMessage(), e);
                }
                tries++;
            }
        }
    }

    private static boolean isWorthAnotherTry(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.startsWith(TRY_AGAIN) && !state.equals(UNKNOWN);
    }

    private <T> T once(Function<JdbcTransaction, T> work) throws SQLException {
        JdbcTransaction transaction = pool.take();
        boolean usable = false;
        try {
            T result = work.apply(transaction);
            transaction.connection().commit();
            usable = true;
            return result;
        } catch (JdbcFailure e) {
            throw e.failure();
        } finally {
            if (usable) {
                pool.giveBack(transaction);
            } else {
                giveUp(transaction);
            }
        }
    }

    /// Undoes what was done; a connection that cannot even do that is broken.
    private void giveUp(JdbcTransaction transaction) {
        try {
            transaction.connection().rollback();
            pool.giveBack(transaction);
        } catch (SQLException e) {
            pool.discard(transaction);
        }
    }

    /// Runs `work`, which only reads; it sees no change that is not committed.
    <T> T reading(Function<JdbcTransaction, T> work) {
        return inTransaction(work);
    }

    @Override
    public void close() {
        pool.close();
    }
}
