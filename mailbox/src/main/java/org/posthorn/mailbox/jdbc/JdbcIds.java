package org.posthorn.mailbox.jdbc;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.posthorn.mailbox.store.StoreException;

/// Numbers that are never given twice, whatever crashes, taken from the database in blocks.
final class JdbcIds {
    enum Kind {
        ACCOUNT(10),
        MAILBOX(50),
        BODY(5000),
        EMAIL(5000),
        SEGMENT(1),
        QUEUE(5000),
        DELIVERY_LOG(5000);

        private final int blockSize;

        Kind(int blockSize) {
            this.blockSize = blockSize;
        }

        String row() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final JdbcDatabase database;
    private final Map<Kind, Block> blocks = new EnumMap<>(Kind.class);

    /// @param database one of its own, so that a number can be had while all other connections wait
    ///   for one
    JdbcIds(JdbcDatabase database) {
        this.database = database;
        for (Kind kind : Kind.values()) {
            blocks.put(kind, new Block(kind));
        }
    }

    /// A number that nothing of this kind had before.
    long next(Kind kind) {
        Block block = blocks.get(kind);
        if (block == null) {
            throw new IllegalStateException("no such kind: " + kind);
        }
        return block.next();
    }

    private final class Block {
        private final Kind kind;
        private long next;
        private long end;

        Block(Kind kind) {
            this.kind = kind;
        }

        synchronized long next() {
            if (next == end) {
                end = database.inTransaction(this::reserve);
                next = end - kind.blockSize;
            }
            return next++;
        }

        private long reserve(JdbcTransaction tx) {
            tx.update(
                    "UPDATE id_blocks SET next_id = next_id + ? WHERE name = ?",
                    kind.blockSize,
                    kind.row());
            return tx.first(
                            """
                            SELECT next_id FROM id_blocks --DERBY-PROPERTIES constraint=id_blocks_key
                            WHERE name = ?
                            """,
                            row -> row.getLong(1),
                            kind.row())
                    .orElseThrow(() -> new StoreException("id_blocks has no row " + kind.row()));
        }
    }
}
