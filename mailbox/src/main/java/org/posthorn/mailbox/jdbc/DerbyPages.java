package org.posthorn.mailbox.jdbc;

import java.util.Map;

/// How large the pages of each table are in Derby, which by itself makes them 4 KiB.
///
/// Derby takes page size and reserved space from two properties of the database when it makes a
/// table.
final class DerbyPages implements JdbcMigrations.TableTuning {
    /// @param reservedPercent kept free in each page for rows that grow
    private record Pages(int octets, int reservedPercent) {}

    private static final Pages USUAL = new Pages(4096, 20);

    private static final Map<String, Pages> PAGES =
            Map.of(
                    // A row grows a little with its first keyword.
                    "messages", new Pages(16_384, 10),
                    "expunged", new Pages(16_384, 0),
                    // Rows never grow.
                    "bodies", new Pages(32_768, 0),
                    "body_references", new Pages(4096, 0),
                    "body_chunks", new Pages(32_768, 0));

    @Override
    public void beforeCreating(String table, JdbcTransaction tx) {
        Pages pages = PAGES.getOrDefault(table, USUAL);
        set(tx, "derby.storage.pageSize", pages.octets());
        set(tx, "derby.storage.pageReservedSpace", pages.reservedPercent());
    }

    private static void set(JdbcTransaction tx, String property, int value) {
        tx.update(
                "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY(?, ?)",
                property,
                Integer.toString(value));
    }
}
