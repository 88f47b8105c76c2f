package org.posthorn.mailbox.jdbc;

import java.util.List;

/// Changes and reads of one row, for tests of what becomes of transactions.
final class DomainRows {
    private DomainRows() {}

    static void add(DerbyStorage storage, String name) {
        storage.database().inTransaction(tx -> tx.update("INSERT INTO domains VALUES (?)", name));
    }

    static List<String> names(DerbyStorage storage) {
        return storage.database()
                .reading(tx -> tx.list("SELECT name FROM domains", row -> row.getString(1)));
    }
}
