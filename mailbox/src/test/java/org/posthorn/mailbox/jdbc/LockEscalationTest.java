package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.PlacementOutcome;

final class LockEscalationTest {
    /// More than where Derby took the whole table before.
    private static final int MANY = 100_500;

    @TempDir private Path directory;

    @Test
    void changeOfManyMessages_whileItLasts_keepsNobodyElseFromDelivering() throws Exception {
        try (var storage = OpenStore.open(directory)) {

            var bob = storage.newAccount();
            var outcomes =
                    storage.database()
                            .inTransaction(tx -> {
                                changeMany(tx);
                                return deliver(storage, bob);
                            });
            assertThat(outcomes).containsExactly(PlacementOutcome.STORED);
        }
    }

    /// Rows of every table that an expunge changes.
    private static void changeMany(JdbcTransaction tx) {
        for (String sql :
                List.of(
                        "INSERT INTO messages VALUES (-1, ?, 1, 0, NULL, 1, 0, 0, 9, NULL, 1, 1)",
                        "INSERT INTO body_references VALUES (CAST(? AS BIGINT) * -1, 1)")) {
            tx.updateEach(
                    sql,
                    LongStream.range(1, MANY).boxed().toList(),
                    number -> new Object[] {number});
        }
    }

    /// In a thread and a transaction of its own.
    private static List<PlacementOutcome> deliver(OpenStore storage, AccountId account) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try (var body = storage.store().newBody()) {
                                body.write(
                                        "Subject: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                                return storage.store()
                                        .deliver(
                                                storage.store().examine(body),
                                                List.of(new Placement.IntoInbox(account, "")));
                            }
                        })
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
