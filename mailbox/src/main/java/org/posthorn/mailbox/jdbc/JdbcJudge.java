package org.posthorn.mailbox.jdbc;

import java.sql.SQLException;

/// Says what a database's exceptions mean; each database has its own.
interface JdbcJudge {
    JdbcSeverity severity(SQLException failure);

    /// Whether an error that came through our code arose in the database's, which may be left half
    /// changed by it.
    boolean isFromWithin(Error error);
}
