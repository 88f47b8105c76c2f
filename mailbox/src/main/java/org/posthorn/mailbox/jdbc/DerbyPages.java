package org.posthorn.mailbox.jdbc;

import java.util.Map;

/// How Derby keeps each table: in pages of 4 KiB, which a disk writes whole or not at all more
/// often than larger ones (decision 0022), and with how much room in them.
///
/// Derby takes page size and reserved space from two properties of the database when it makes a
/// table. Without the first it makes larger pages where rows may be long.
final class DerbyPages implements JdbcMigrations.TableTuning {
    static final int OCTETS = 4096;

    /// Of a page, kept free for rows that grow.
    private static final int USUAL_PERCENT = 20;

    private static final Map<String, Integer> RESERVED_PERCENT =
            Map.of(
                    // A row grows a little with its first keyword.
                    "messages", 10,
                    // Rows never grow.
                    "expunged", 0,
                    "bodies", 0,
                    "body_references", 0,
                    "body_chunks", 0,
                    "delivery_log", 0,
                    "packed_log", 0,
                    "packed_log_events", 0);

    @Override
    public void beforeCreating(String table, JdbcTransaction tx) {
        set(tx, "derby.storage.pageSize", OCTETS);
        set(
                tx,
                "derby.storage.pageReservedSpace",
                RESERVED_PERCENT.getOrDefault(table, USUAL_PERCENT));
    }

    private static void set(JdbcTransaction tx, String property, int value) {
        tx.update(
                "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY(?, ?)",
                property,
                Integer.toString(value));
    }
}
