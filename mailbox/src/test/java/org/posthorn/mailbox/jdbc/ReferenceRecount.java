package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Counts how often each body is shown, and compares that with what is kept.
final class ReferenceRecount {
    private ReferenceRecount() {}

    static void check(DerbyStorage storage) {
        storage.database()
                .reading(tx -> {
                    check(tx);
                    return true;
                });
    }

    private static void check(JdbcTransaction tx) {
        Map<Long, Long> shown = new TreeMap<>();
        for (String sql :
                new String[] {
                    "SELECT body_id FROM messages",
                    "SELECT body_id FROM expunged WHERE body_id IS NOT NULL",
                    "SELECT body_id FROM expansions",
                    "SELECT placements_body_id FROM expansions",
                    "SELECT body_id FROM queue"
                }) {
            tx.forEach(sql, row -> shown.merge(row.getLong(1), 1L, Long::sum));
        }
        Map<Long, Long> kept = new TreeMap<>();
        tx.forEach(
                "SELECT body_id, reference_count FROM body_references",
                row -> kept.put(row.getLong(1), row.getLong(2)));
        assertThat(kept).as("references of bodies").isEqualTo(shown);
        var bodies = new TreeSet<Long>();
        tx.forEach("SELECT id FROM bodies", row -> bodies.add(row.getLong(1)));
        var known = new TreeSet<>(shown.keySet());
        tx.forEach("SELECT body_id FROM unreferenced_bodies", row -> known.add(row.getLong(1)));
        assertThat(bodies).as("bodies").isEqualTo(known);
    }
}
