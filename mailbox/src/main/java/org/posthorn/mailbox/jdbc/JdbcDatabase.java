package org.posthorn.mailbox.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;

/// Transactions in the database.
///
/// What fails before the commit is undone, and the caller is told. A commit that fails, and a
/// failure of the database itself, end the process (decision 0014).
final class JdbcDatabase {
    private static final int MAX_TRIES = 5;

    private final JdbcPool pool;
    private final Lifetime life;
    private final JdbcJudge judge;
    private final JdbcMeters meters;

    JdbcDatabase(JdbcPool pool, Lifetime life, JdbcJudge judge, JdbcMeters meters) {
        this.pool = pool;
        this.life = life;
        this.judge = judge;
        this.meters = meters;
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
                if (judge.severity(e) != JdbcSeverity.TRY_AGAIN || tries == MAX_TRIES) {
                    meters.undone();
                    throw refusal(e);
                }
                meters.triedAgain();
                tries++;
            }
        }
    }

    private StoreException refusal(SQLException e) {
        life.requireNotEnded();
        return switch (judge.severity(e)) {
            case FULL -> new StoreFullException("the disk is full: " + e.getMessage(), e);
            case GONE -> life.end("the database has failed", e);
            case REFUSED, TRY_AGAIN ->
                    new StoreException("the database refuses: " + e.getMessage(), e);
        };
    }

    private <T> T once(Function<JdbcTransaction, T> work) throws SQLException {
        long asked = System.nanoTime();
        JdbcTransaction transaction = pool.take();
        meters.connected(asked);
        boolean usable = false;
        try {
            T result = work.apply(transaction);
            long worked = System.nanoTime();
            life.commit(transaction.connection()::commit);
            meters.committed(worked);
            usable = true;
            return result;
        } catch (JdbcFailure e) {
            usable = undo(transaction, e.failure());
            throw e.failure();
        } catch (RuntimeException e) {
            meters.undone();
            usable = undo(transaction, e);
            throw e;
        } catch (Error e) {
            if (e instanceof OutOfMemoryError || judge.isFromWithin(e)) {
                throw life.end("an error arose in the database", e);
            }
            // Batches and statements may be half made: the connection is not used again.
            undo(transaction, e);
            throw e;
        } finally {
            if (usable) {
                pool.giveBack(transaction);
            } else {
                pool.discard(transaction);
            }
        }
    }

    /// @return whether the connection is fit for another transaction
    private boolean undo(JdbcTransaction transaction, Throwable failure) {
        if (life.hasEnded() || isGone(failure)) {
            return false;
        }
        try {
            transaction.connection().rollback();
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            if (isGone(e)) {
                throw life.end("the database has failed", e);
            }
            return false;
        } catch (RuntimeException | Error e) {
            throw life.end("a change could not be undone", e);
        }
    }

    private boolean isGone(Throwable failure) {
        return failure instanceof SQLException refusal
                && judge.severity(refusal) == JdbcSeverity.GONE;
    }

    /// Runs `work`, which only reads; it sees no change that is not committed.
    <T> T reading(Function<JdbcTransaction, T> work) {
        return inTransaction(work);
    }

    /// Waits for the transactions in progress, after [Lifetime#stop].
    ///
    /// @return whether all of them have ended in time
    boolean awaitIdle(Duration patience) {
        return pool.awaitIdle(patience);
    }
}
