package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.LocalMailStore;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreFixture;

/// Accounts of its own in a data directory that all tests of the process share: a database takes a
/// second to make.
final class DerbyFixture implements StoreFixture {
    private static final SharedStorage SHARED = new SharedStorage();

    private final int bodiesOfOthers;

    DerbyFixture() {
        bodiesOfOthers = allBodies();
    }

    private static DerbyStorage storage() {
        return SHARED.storage;
    }

    private static final class SharedStorage {
        private final Path directory;
        private DerbyStorage storage;

        SharedStorage() {
            try {
                directory = Files.createTempDirectory("posthorn-store");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            storage = DerbyStorage.open(directory);
            TestAccounts.addDomain(storage);
            Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
        }

        void restart() {
            storage.close();
            storage = DerbyStorage.open(directory);
        }

        private void delete() {
            storage.close();
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public MailStore store() {
        return storage().store();
    }

    @Override
    public AccountId newAccount() {
        return TestAccounts.add(storage());
    }

    @Override
    public void removeAccount(AccountId account) {
        var removed =
                storage()
                        .database()
                        .inTransaction(tx -> {
                            var mailboxes =
                                    LocalMailStore.removeAll(storage().mail().within(tx), account);
                            tx.update(
                                    "DELETE FROM accounts WHERE id = ?",
                                    statement -> statement.setLong(1, account.value()));
                            return mailboxes;
                        });
        storage().localStore().removed(removed);
    }

    @Override
    public void restart() {
        SHARED.restart();
    }

    @Override
    public int bodyCount() {
        return allBodies() - bodiesOfOthers;
    }

    private static int allBodies() {
        return storage()
                .database()
                .reading(tx -> {
                    int chunks = count(tx, "SELECT COUNT(DISTINCT body_id) FROM body_chunks");
                    int bodies = count(tx, "SELECT COUNT(*) FROM bodies WHERE size_octets > 0");
                    if (chunks != bodies) {
                        throw new AssertionError(bodies + " bodies, chunks of " + chunks);
                    }
                    return count(tx, "SELECT COUNT(*) FROM bodies");
                });
    }

    private static int count(JdbcTransaction tx, String sql) {
        return tx.first(sql, _ -> {}, row -> row.getInt(1)).orElseThrow();
    }

    @Override
    public void close() {}
}
