package org.posthorn.mailbox.jdbc;

import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.DefaultMailboxes;

/// Accounts without passwords, straight into the database.
final class TestAccounts {
    private TestAccounts() {}

    static void addDomain(DerbyStorage storage) {
        storage.database()
                .inTransaction(
                        tx -> tx.update("INSERT INTO domains VALUES ('example.com')", _ -> {}));
    }

    static AccountId add(DerbyStorage storage) {
        long id = storage.ids().next(JdbcIds.Kind.ACCOUNT);
        storage.database()
                .inTransaction(tx -> {
                    tx.update(
                            """
                            INSERT INTO accounts
                            VALUES (?, 'example.com', ?, 'none', true, 0)
                            """,
                            statement -> {
                                statement.setLong(1, id);
                                statement.setString(2, "account" + id);
                            });
                    DefaultMailboxes.insert(storage.mail().within(tx), new AccountId(id));
                    return true;
                });
        return new AccountId(id);
    }
}
