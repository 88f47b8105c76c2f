package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every statement goes by an index, whatever is in the tables when Derby compiles it.
final class StatementPlansTest {
    private static final int LARGE = 20_000;

    /// Statements that read or change whole tables, and why they may.
    private static final Map<String, String> WHOLE_TABLES =
            Map.ofEntries(
                    Map.entry("SELECT name FROM domains", "lists them, for the administrator"),
                    Map.entry(
                            "SELECT kind, subject, property, content FROM routes",
                            "at the first use, into memory"),
                    Map.entry(
                            "UPDATE last_uid_validity SET uid_validity ="
                                    + " CASE WHEN uid_validity < ? THEN ? ELSE uid_validity + 1 END",
                            "the one row"),
                    Map.entry(
                            "SELECT uid_validity FROM last_uid_validity",
                            "the one row, which the transaction has changed"),
                    Map.entry("UPDATE last_gone SET number = number + 1", "the one row"),
                    Map.entry("SELECT number FROM last_gone", "the one row"),
                    Map.entry("SELECT version, up_to FROM examined", "the one row"),
                    Map.entry("UPDATE examined SET version = ?, up_to = ?", "the one row"),
                    Map.entry("SELECT gone_number FROM followers", "a handful, in the background"),
                    Map.entry(
                            "SELECT mailbox_id, first_uid, last_uid, modseq FROM mass_copies"
                                    + " --DERBY-PROPERTIES constraint=mass_copies_key",
                            "at the start, when nobody else is there"),
                    Map.entry("SELECT version FROM schema_version", "the one row, at the start"),
                    Map.entry(
                            "UPDATE schema_version SET version = ?", "the one row, at the start"));

    @TempDir private Path directory;

    @Test
    void everyStatement_goesByAKey_onAnEmptyATinyALargeAndAnEmptiedDatabase() {
        var wrong = new ArrayList<String>();
        try (var storage = DerbyStorage.open(directory)) {
            addScans(storage, "empty", wrong);
            fill(storage, 0, 3);
            addScans(storage, "tiny", wrong);
            fill(storage, 3, LARGE);
            addScans(storage, "large", wrong);
            assertThat(statistics(storage)).as("figures that would change plans").isZero();
            empty(storage);
            addScans(storage, "emptied", wrong);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyExceptionIsOfUse() {
        var statements =
                StatementPlans.statements().stream().map(StatementPlansTest::onOneLine).toList();
        assertThat(statements).hasSizeGreaterThan(40).containsAll(WHOLE_TABLES.keySet());
    }

    private static void addScans(DerbyStorage storage, String state, List<String> wrong) {
        for (String sql : StatementPlans.statements()) {
            if (!hasNoTableToRead(sql) && !WHOLE_TABLES.containsKey(onOneLine(sql))) {
                storage.database()
                        .inTransaction(tx -> StatementPlans.scansWithoutKey(tx, sql))
                        .forEach(scan -> wrong.add(state + ": " + scan));
            }
        }
    }

    private static String onOneLine(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }

    private static boolean hasNoTableToRead(String sql) {
        return sql.startsWith("INSERT") && !sql.contains("FROM");
    }

    private static int statistics(DerbyStorage storage) {
        return storage.database()
                .reading(tx ->
                        tx.first(
                                """
                                SELECT COUNT(*) FROM sys.sysstatistics s
                                JOIN sys.systables t ON s.tableid = t.tableid
                                WHERE t.tabletype = 'T'
                                """,
                                row -> row.getInt(1)))
                .orElseThrow();
    }

    /// Tables with one row for each number; most of it hangs on one account and one mailbox, which
    /// is when a scan looks cheapest.
    private static final List<String> ROWS =
            List.of(
                    "INSERT INTO accounts VALUES (?, 'example.com', 'a' || ?, 'none', true, 0)",
                    """
                    INSERT INTO aliases VALUES ('example.com', 's' || ?, 'example.com', 'a' || ?)
                    """,
                    "INSERT INTO routes VALUES ('forward', 's' || ?, 'to', 'a' || ?)",
                    "INSERT INTO trees VALUES (?, 1)",
                    "INSERT INTO account_counters VALUES (?, 1, 0, 0, 9, 9)",
                    "INSERT INTO mailboxes VALUES (?, 0, 'box' || ?, 'hash' || ?, 1, '')",
                    "INSERT INTO mailbox_counters VALUES (?, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1)",
                    "INSERT INTO mailbox_keywords VALUES (1, ?, 'word' || ?)",
                    "INSERT INTO mailbox_rights VALUES (?, 0, 'lr')",
                    "INSERT INTO viewers VALUES (?, 0, 0)",
                    "INSERT INTO viewer_flags VALUES (1, 0, ?, TRUE, 1)",
                    "INSERT INTO subscriptions VALUES (0, 'box' || ?, 'hash' || ?)",
                    "INSERT INTO messages VALUES (1, ?, 1, 0, NULL, 1, 0, 0, 9, 'To: a', 1, 1)",
                    """
                    INSERT INTO expunged (mailbox_id, uid, modseq, expunged_date)
                    VALUES (1, ?, 1, 0)
                    """,
                    "INSERT INTO bodies (id, size_octets, parsed) VALUES (?, 9, X'00112233445566778899')",
                    "INSERT INTO body_references VALUES (?, 1)",
                    "INSERT INTO body_chunks VALUES (?, 0, X'00112233445566778899')",
                    "INSERT INTO unreferenced_bodies VALUES (?, 0)",
                    "INSERT INTO mass_copies VALUES (?, 1, 1, 1)",
                    "INSERT INTO gone_mailboxes VALUES (?, 0, ?, FALSE)",
                    "INSERT INTO expansions VALUES (?, 1, 0, 0)",
                    """
                    INSERT INTO queue VALUES (?, 'm', 1, 'a@b', 'c@d', 9, 0, 'BODY=8BITMIME',
                        'mx:d', 0, 0, '', FALSE, NULL, NULL)
                    """,
                    "INSERT INTO delivery_log VALUES (1, ?, 0, X'001122', X'00112233445566778899')",
                    "INSERT INTO packed_log VALUES (1, ?, 0, X'001122')",
                    "INSERT INTO packed_log_events VALUES (1, ?, X'00112233445566778899')");

    private static void fill(DerbyStorage storage, int from, int to) {
        if (from == 0) {
            DomainRows.add(storage, "example.com");
        }
        for (String sql : ROWS) {
            storage.database().inTransaction(tx -> insert(tx, sql, from, to));
        }
    }

    private static boolean insert(JdbcTransaction tx, String sql, int from, int to) {
        try (var statement = tx.connection().prepareStatement(sql)) {
            for (long number = from; number < to; number++) {
                bind(statement, number);
                statement.addBatch();
            }
            return statement.executeBatch().length == to - from;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static void bind(PreparedStatement statement, long number) throws SQLException {
        int parameters = statement.getParameterMetaData().getParameterCount();
        for (int i = 1; i <= parameters; i++) {
            if (statement.getParameterMetaData().getParameterType(i) == Types.VARCHAR) {
                statement.setString(i, Long.toString(number));
            } else {
                statement.setLong(i, number);
            }
        }
    }

    private static void empty(DerbyStorage storage) {
        for (String sql : ROWS.reversed()) {
            String table = sql.split("\\s+", 4)[2];
            storage.database().inTransaction(tx -> tx.update("DELETE FROM " + table));
        }
    }
}
