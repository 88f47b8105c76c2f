package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;

/// No row can have a key that a database refuses, whatever stands in it.
final class IndexKeysTest {
    /// Less than what the databases that we mean to run on take.
    private static final int MAX_OCTETS = 1900;

    /// In UTF-8; a character of four octets counts as two in Java and in the schema.
    private static final int OCTETS_OF_A_CHARACTER = 3;

    /// Texts of which the program, not their column, says how long they get.
    private static final Map<String, Integer> OCTETS =
            Map.of(
                    "ROUTES.SUBJECT", 330,
                    "ROUTES.CONTENT", 330,
                    "DOMAINS.NAME", 253,
                    "ACCOUNTS.DOMAIN", 253,
                    "ACCOUNTS.LOCAL_PART", 64,
                    "ALIASES.DOMAIN", 253,
                    "ALIASES.LOCAL_PART", 64,
                    "ALIASES.TARGET_DOMAIN", 253,
                    "ALIASES.TARGET_LOCAL_PART", 64);

    @TempDir private Path directory;

    @Test
    void keyOfEachIndex_isSmallEnough_atItsLargest() {
        EmptyDatabase.copyTo(directory);
        try (var storage = DerbyStorage.open(directory)) {
            Map<String, Integer> keys =
                    storage.database()
                            .reading(tx -> {
                                try {
                                    return largestKeys(tx.connection().getMetaData());
                                } catch (SQLException e) {
                                    throw new JdbcFailure(e);
                                }
                            });
            assertThat(keys).hasSizeGreaterThan(30);
            assertThat(keys)
                    .allSatisfy((index, octets) ->
                            assertThat(octets).as(index).isBetween(1, MAX_OCTETS));
            assertThat(keys.values()).contains(2 * (253 + 64), 8 + 64 * OCTETS_OF_A_CHARACTER);
        }
    }

    /// What the figures above rest on.
    @Test
    void address_isNoLongerThanTheProgramSays() {
        var domain = new DomainName(("a".repeat(60) + ".").repeat(4) + "example");
        assertThat(domain.value()).hasSizeLessThanOrEqualTo(253);
        assertThat(isAddress("漢".repeat(21), domain)).isFalse();
        assertThat(isAddress("漢".repeat(21), new DomainName("a.example"))).isTrue();
        assertThat(isAddress("漢".repeat(22), new DomainName("a.example"))).isFalse();
    }

    private static boolean isAddress(String localPart, DomainName domain) {
        try {
            return new EmailAddress(localPart, domain).localPart().equals(localPart);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// The largest key that each index can have, in octets, by table and name.
    private static Map<String, Integer> largestKeys(DatabaseMetaData data) throws SQLException {
        var keys = new TreeMap<String, Integer>();
        try (var tables = data.getTables(null, null, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                addKeys(
                        data,
                        tables.getString("TABLE_SCHEM"),
                        tables.getString("TABLE_NAME"),
                        keys);
            }
        }
        return keys;
    }

    private static void addKeys(
            DatabaseMetaData data, String schema, String table, Map<String, Integer> keys)
            throws SQLException {
        var octets = new HashMap<String, Integer>();
        try (var columns = data.getColumns(null, schema, table, "%")) {
            while (columns.next()) {
                String column = columns.getString("COLUMN_NAME");
                octets.put(
                        column,
                        OCTETS.getOrDefault(
                                table + "." + column,
                                octets(
                                        columns.getInt("DATA_TYPE"),
                                        columns.getInt("COLUMN_SIZE"))));
            }
        }
        try (var parts = data.getIndexInfo(null, schema, table, false, true)) {
            while (parts.next()) {
                keys.merge(
                        table + "." + parts.getString("INDEX_NAME"),
                        octets.getOrDefault(parts.getString("COLUMN_NAME"), Integer.MAX_VALUE),
                        Math::addExact);
            }
        }
    }

    private static int octets(int type, int size) {
        return switch (type) {
            case Types.BIGINT -> 8;
            case Types.INTEGER -> 4;
            case Types.BOOLEAN -> 1;
            case Types.VARCHAR -> OCTETS_OF_A_CHARACTER * size;
            case Types.VARBINARY -> size;
            default -> throw new AssertionError("a column of type " + type);
        };
    }
}
