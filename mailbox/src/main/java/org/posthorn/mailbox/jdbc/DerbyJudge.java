package org.posthorn.mailbox.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.body.DiskReserve;

/// Knows Derby's exceptions.
final class DerbyJudge implements JdbcJudge {
    /// Derby's `ExceptionSeverity.DATABASE_SEVERITY`: the database has been shut down by the
    /// failure.
    static final int DATABASE = 45_000;

    /// SQLSTATE class 40: the transaction was undone for the sake of others and may succeed now.
    private static final String TRY_AGAIN = "40";

    /// Class 40 as well, but the transaction may have been committed.
    private static final String UNKNOWN = "40003";

    private static final String STORE = "org.apache.derby.impl.store.";

    /// Chains are short; a ring of causes must end too.
    private static final int MAX_DEPTH = 30;

    @Override
    public JdbcSeverity severity(SQLException failure) {
        String state = failure.getSQLState();
        if (isGone(failure, MAX_DEPTH) || UNKNOWN.equals(state)) {
            return JdbcSeverity.GONE;
        }
        if (DiskReserve.isFull(failure)) {
            return JdbcSeverity.FULL;
        }
        return state != null && state.startsWith(TRY_AGAIN)
                ? JdbcSeverity.TRY_AGAIN
                : JdbcSeverity.REFUSED;
    }

    /// An error that Derby wraps happened in its own code, and nobody knows what it left undone.
    private static boolean isGone(@Nullable Throwable failure, int depth) {
        if (failure == null || depth == 0) {
            return false;
        }
        if (failure instanceof Error || isOfTheStore(failure)) {
            return true;
        }
        if (failure instanceof SQLException refusal
                && (refusal.getErrorCode() >= DATABASE
                        || isGone(refusal.getNextException(), depth - 1))) {
            return true;
        }
        return isGone(failure.getCause(), depth - 1);
    }

    /// Derby's store drops its caches when a page is not what was written, and stumbles over that
    /// before it can say so.
    private static boolean isOfTheStore(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return failure instanceof RuntimeException
                && frames.length > 0
                && frames[0].getClassName().startsWith(STORE);
    }

    @Override
    public boolean isFromWithin(Error error) {
        for (StackTraceElement frame : error.getStackTrace()) {
            if (frame.getClassName().startsWith("org.apache.derby.")) {
                return true;
            }
            if (frame.getClassName().startsWith("org.posthorn.")) {
                return false;
            }
        }
        return false;
    }
}
