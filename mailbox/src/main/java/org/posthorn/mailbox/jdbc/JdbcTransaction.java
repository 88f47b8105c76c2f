package org.posthorn.mailbox.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A connection with its prepared statements, while a transaction has it.
///
/// Each statement of the program is prepared once for each connection, so SQL must be constant:
/// values are bound, never pasted in.
final class JdbcTransaction {
    /// Reads the current row.
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Uses the current row.
    @FunctionalInterface
    interface Action {
        void accept(ResultSet row) throws SQLException;
    }

    private static final System.Logger LOG = System.getLogger(JdbcTransaction.class.getName());

    /// Items whose parameters wait in a statement.
    private static final int BATCH = 500;

    /// Rows that a connection may have changed in one transaction and be used for others.
    private static final int WORN_ROWS = 20_000;

    private final Connection connection;
    private long changedRows;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    JdbcTransaction(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /// Whether a transaction was so large that the connection is better not used again: Derby keeps
    /// the tables of its locks at their size, and goes through them with each statement.
    boolean isWorn() {
        return changedRows > WORN_ROWS;
    }

    /// The transaction has ended, and another may begin.
    void forgetChanges() {
        changedRows = 0;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /// Names the statement when the database undid it for the sake of others: what is tried again
    /// would be seen by nobody, and should be rare.
    private static JdbcFailure failure(String sql, SQLException e) {
        if (e.getSQLState() != null && e.getSQLState().startsWith("40")) {
            LOG.log(System.Logger.Level.DEBUG, () -> "undone (" + e.getSQLState() + "): " + sql);
        }
        return new JdbcFailure(e);
    }

    /// Runs a statement that changes rows, with these values for its parameters.
    ///
    /// @return how many
    int update(String sql, Object... values) {
        try {
            PreparedStatement statement = prepared(sql);
            bind(statement, values);
            int rows = statement.executeUpdate();
            changedRows += rows;
            return rows;
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    /// Sets a statement's parameters; [Null] for a value that is not there.
    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Boolean truth -> statement.setBoolean(i + 1, truth);
                case String text -> statement.setString(i + 1, text);
                case byte[] octets -> statement.setBytes(i + 1, octets);
                case Null nothing -> statement.setNull(i + 1, nothing.type);
                default ->
                        throw new IllegalArgumentException(
                                "cannot bind a " + values[i].getClass().getName());
            }
        }
    }

    /// No value, of some type.
    enum Null {
        TEXT(Types.VARCHAR),
        OCTETS(Types.VARBINARY),
        NUMBER(Types.BIGINT);

        private final int type;

        Null(int type) {
            this.type = type;
        }
    }

    /// Runs a statement for each item, some hundred at a time: the database keeps the parameters of
    /// those that wait.
    ///
    /// @param items taken one by one, so they need not exist all at once
    /// @param values for the parameters, of an item
    /// @return how many rows each changed
    <T> int[] updateEach(String sql, Iterable<T> items, Function<T, Object[]> values) {
        try {
            PreparedStatement statement = prepared(sql);
            try {
                int[] rows = inBatches(statement, items, values);
                changedRows += Arrays.stream(rows).sum();
                return rows;
            } catch (SQLException | RuntimeException | Error e) {
                abandon(sql, statement, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    private static <T> int[] inBatches(
            PreparedStatement statement, Iterable<T> items, Function<T, Object[]> values)
            throws SQLException {
        int[] counts = new int[BATCH];
        int done = 0;
        int waiting = 0;
        for (T item : items) {
            bind(statement, values.apply(item));
            statement.addBatch();
            waiting++;
            if (waiting == BATCH) {
                counts = with(counts, done, statement.executeBatch());
                done += waiting;
                waiting = 0;
            }
        }
        if (waiting > 0) {
            counts = with(counts, done, statement.executeBatch());
        }
        return Arrays.copyOf(counts, done + waiting);
    }

    private static int[] with(int[] counts, int done, int[] more) {
        int needed = done + more.length;
        int[] all =
                needed <= counts.length
                        ? counts
                        : Arrays.copyOf(counts, Math.max(needed, 2 * counts.length));
        System.arraycopy(more, 0, all, done, more.length);
        return all;
    }

    /// Lets go of a statement that has failed: what waits in its batch must never run in the
    /// transaction of whoever has the connection next.
    private void abandon(String sql, PreparedStatement statement, Throwable failure) {
        statements.remove(sql);
        try {
            statement.close();
        } catch (SQLException | RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    void forEach(String sql, Action action, Object... values) {
        try {
            PreparedStatement statement = prepared(sql);
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.accept(rows);
                }
            }
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    <T> List<T> list(String sql, Reading<T> reading, Object... values) {
        var all = new ArrayList<T>();
        forEach(sql, row -> all.add(reading.read(row)), values);
        return all;
    }

    /// The first row, if there is one.
    <T> Optional<T> first(String sql, Reading<T> reading, Object... values) {
        try {
            PreparedStatement statement = prepared(sql);
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reading.read(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    /// Whether there is a row.
    boolean exists(String sql, Object... values) {
        return first(sql, _ -> true, values).isPresent();
    }

    /// Whether the database has a table of that name, given in lower case.
    boolean hasTable(String name) {
        try {
            var data = connection.getMetaData();
            String stored =
                    data.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
            try (ResultSet tables = data.getTables(null, null, stored, null)) {
                return tables.next();
            }
        } catch (SQLException e) {
            throw new JdbcFailure(e);
        }
    }
}
