package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.posthorn.mailbox.store.StoreException;

/// Brings the schema to the version that this program knows, one file after another, all in one
/// transaction.
final class JdbcMigrations {
    /// In order. A file that was released is never edited.
    private static final List<String> FILES =
            List.of("0002-store.sql", "0003-segments.sql", "0004-outbound.sql");

    /// The version that the first file makes of nothing. What had versions before was never in use.
    private static final int FIRST = 2;

    private static final int NEWEST = FIRST + FILES.size() - 1;

    private static final Pattern CREATE_TABLE = Pattern.compile("CREATE TABLE (\\w+)");

    /// Tells a database what plain SQL cannot say of a table.
    @FunctionalInterface
    interface TableTuning {
        void beforeCreating(String table, JdbcTransaction tx);
    }

    private JdbcMigrations() {}

    static void run(JdbcDatabase database, TableTuning tuning) {
        database.inTransaction(tx -> {
            migrate(tx, version(tx), tuning);
            return true;
        });
    }

    private static int version(JdbcTransaction tx) {
        if (!tx.hasTable("schema_version")) {
            tx.update("CREATE TABLE schema_version (version INTEGER NOT NULL)");
            tx.update("INSERT INTO schema_version (version) VALUES (0)");
        }
        return tx.first("SELECT version FROM schema_version", row -> row.getInt(1))
                .orElseThrow(() -> new StoreException("schema_version is empty"));
    }

    private static void migrate(JdbcTransaction tx, int from, TableTuning tuning) {
        if (from > NEWEST) {
            throw new StoreException(
                    "The database has schema version "
                            + from
                            + ", this Posthorn knows versions up to "
                            + NEWEST
                            + ": start the newer Posthorn that wrote it.");
        }
        if (from > 0 && from < FIRST) {
            throw new StoreException(
                    "The database has schema version "
                            + from
                            + ", which this Posthorn cannot read: start the older Posthorn that"
                            + " wrote it, or name an empty data folder.");
        }
        int next = from == 0 ? 0 : from - FIRST + 1;
        if (next == FILES.size()) {
            return;
        }
        for (String file : FILES.subList(next, FILES.size())) {
            statements(file).forEach(sql -> execute(tx, sql, tuning));
        }
        tx.update("UPDATE schema_version SET version = ?", NEWEST);
    }

    private static void execute(JdbcTransaction tx, String sql, TableTuning tuning) {
        var created = CREATE_TABLE.matcher(sql);
        if (created.lookingAt()) {
            tuning.beforeCreating(created.group(1), tx);
        }
        tx.update(sql);
    }

    /// The file's statements, each ended by a semicolon at the end of a line; lines of comment are
    /// left out.
    static List<String> statements(String file) {
        var statements = new ArrayList<String>();
        var statement = new StringBuilder();
        for (String line : read(file).lines().toList()) {
            if (line.isBlank() || line.stripLeading().startsWith("--")) {
                continue;
            }
            boolean last = line.endsWith(";");
            statement.append(last ? line.substring(0, line.length() - 1) : line).append('\n');
            if (last) {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalStateException(file + " ends within a statement");
        }
        return statements;
    }

    private static String read(String file) {
        try (InputStream in = JdbcMigrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }
}
