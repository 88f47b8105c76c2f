package org.posthorn.mailbox.jdbc;

import java.sql.SQLException;

/// Carries an [SQLException] from a statement to [JdbcDatabase], which decides what becomes of it.
final class JdbcFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    JdbcFailure(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    SQLException failure() {
        return failure;
    }
}
