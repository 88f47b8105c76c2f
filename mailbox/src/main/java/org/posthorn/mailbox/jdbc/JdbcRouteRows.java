package org.posthorn.mailbox.jdbc;

import java.util.Collection;
import java.util.List;
import org.posthorn.mailbox.routes.RouteRow;
import org.posthorn.mailbox.routes.RouteRows;

/// The rows of routes.
final class JdbcRouteRows implements RouteRows {
    private final JdbcTransaction tx;

    JdbcRouteRows(JdbcTransaction tx) {
        this.tx = tx;
    }

    @Override
    public List<RouteRow> all() {
        return tx.list(
                "SELECT kind, subject, property, content FROM routes",
                row ->
                        new RouteRow(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
    }

    @Override
    public void add(Collection<RouteRow> rows) {
        tx.updateEach(
                "INSERT INTO routes (kind, subject, property, content) VALUES (?, ?, ?, ?)",
                rows,
                JdbcRouteRows::values);
    }

    @Override
    public void remove(Collection<RouteRow> rows) {
        tx.updateEach(
                """
                DELETE FROM routes
                WHERE kind = ? AND subject = ? AND property = ? AND content = ?
                """,
                rows,
                JdbcRouteRows::values);
    }

    private static Object[] values(RouteRow row) {
        return new Object[] {row.kind(), row.subject(), row.property(), row.value()};
    }
}
