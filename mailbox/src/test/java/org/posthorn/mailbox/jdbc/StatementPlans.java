package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The SQL of the program, and how Derby goes about it.
final class StatementPlans {
    private static final Pattern SQL = Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|MERGE)\\s");

    /// A scan, and where it starts in its table or index.
    private static final Pattern SCAN =
            Pattern.compile("(?s)((\\w+) Scan ResultSet for (\\S+).*?)start position:\\s*(\\S+)");

    private StatementPlans() {}

    /// Every statement that stands in a `Jdbc…` class, read from the constants of the class files:
    /// so none can be forgotten.
    static SortedSet<String> statements() {
        var found = new TreeSet<String>();
        try (var files = Files.list(classes())) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().matches("Jdbc.*\\.class")) {
                    addStatements(ClassFile.of().parse(file).constantPool(), found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Path classes() {
        var source = JdbcDatabase.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(source.toURI())
                    .resolve(JdbcDatabase.class.getPackageName().replace('.', '/'));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addStatements(
            Iterable<? extends java.lang.classfile.constantpool.PoolEntry> constants,
            SortedSet<String> found) {
        for (var entry : constants) {
            if (entry instanceof StringEntry string
                    && SQL.matcher(string.stringValue()).lookingAt()) {
                found.add(string.stringValue());
            }
        }
    }

    /// What is wrong with the plan that Derby makes for the statement now; empty when each of its
    /// scans begins at a key.
    static List<String> scansWithoutKey(JdbcTransaction tx, String sql) {
        var wrong = new ArrayList<String>();
        String plan = plan(tx, sql);
        var scans = SCAN.matcher(plan);
        while (scans.find()) {
            boolean byKey = scans.group(2).equals("Index") && !scans.group(4).equals("None");
            if (!byKey) {
                wrong.add(scans.group(2) + " scan of " + scans.group(3) + ": " + sql);
            }
        }
        return wrong;
    }

    /// Compiles the statement, runs it with parameters that no row has, and asks what it did.
    static String plan(JdbcTransaction tx, String sql) {
        call(tx, "CALL SYSCS_UTIL.SYSCS_EMPTY_STATEMENT_CACHE()");
        call(tx, "CALL SYSCS_UTIL.SYSCS_SET_RUNTIMESTATISTICS(1)");
        try (var statement = tx.connection().prepareStatement(sql)) {
            bindNulls(sql, statement);
            if (statement.execute()) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
            return tx.first(
                            "VALUES SYSCS_UTIL.SYSCS_GET_RUNTIMESTATISTICS()",
                            row -> row.getString(1))
                    .orElseThrow();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static void call(JdbcTransaction tx, String sql) {
        try (var statement = tx.connection().prepareCall(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static void bindNulls(String sql, PreparedStatement statement) throws SQLException {
        var parameters = statement.getParameterMetaData();
        int count = parameters.getParameterCount();
        for (int i = 1; i <= count; i++) {
            statement.setNull(i, parameters.getParameterType(i));
        }
        if (sql.contains("FETCH FIRST ?")) {
            statement.setInt(count, 10);
        }
    }
}
