package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
import org.posthorn.mailbox.store.Placement;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

final class DerbyStorageTest {
    @TempDir private Path directory;

    @Test
    void open_ofADirectoryInUse_isRefused_andNamesTheProcess() {
        try (var _ = OpenStore.open(directory)) {
            assertThatThrownBy(() -> OpenStore.open(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another server")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void open_afterANewerVersion_isRefused_andLeavesTheDirectoryFree() {
        try (var storage = OpenStore.open(directory)) {
            storage.database()
                    .inTransaction(tx -> tx.update("UPDATE schema_version SET version = 99"));
        }
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> OpenStore.open(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("schema version 99")
                    .hasMessageContaining("newer Posthorn");
        }
    }

    @Test
    void open_ofAStoreOfBefore_isRefused_inOneSentence() {
        try (var storage = OpenStore.open(directory)) {
            storage.database()
                    .inTransaction(tx -> tx.update("UPDATE schema_version SET version = 1"));
        }
        assertThatThrownBy(() -> OpenStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "The database has schema version 1, which this Posthorn cannot read: start"
                                + " the older Posthorn that wrote it, or name an empty data folder.");
    }

    @Test
    void open_removesWhatADeadServerWasReceiving() throws IOException {
        Path left = Files.createDirectories(directory.resolve("incoming")).resolve("body1.eml");
        Files.writeString(left, "half a message");
        try (var _ = OpenStore.open(directory)) {
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void largeBody_isAFileWhileItArrives_andGoneAfterwards() throws IOException {
        Path incoming = directory.resolve("incoming");
        try (var storage = OpenStore.open(directory)) {
            try (var body = storage.store().newBody()) {
                body.write(new byte[100_000]);
                assertThat(files(incoming)).isEqualTo(1);
            }
            assertThat(files(incoming)).isZero();
        }
    }

    private static long files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void bodyThatWasBeingRead_whenItsMessageWent_isGoneAfterARestart() {
        try (var storage = OpenStore.open(directory)) {

            var mailboxes = storage.store().mailboxesOf(storage.newAccount());
            var archive = mailboxes.open(new MailboxName("Archive")).orElseThrow();
            try (var body = storage.store().newBody()) {
                body.write(new byte[BodyRows.CHUNK_OCTETS * 3]);
                archive.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
            }
            assertThat(archive.content(Uid.FIRST)).isPresent();
            archive.expunge(UidSet.ALL);
            assertThat(bodies(storage)).isEqualTo(1);
            // The reader never closes its handle, as in a crash.
        }
        try (var storage = OpenStore.open(directory)) {
            storage.storage()
                    .mail()
                    .inTransaction(tx -> {
                        var retired = tx.bodies().retired(Instant.now().plusSeconds(1), 10);
                        tx.bodies().delete(retired);
                        return true;
                    });
            assertThat(bodies(storage)).isZero();
        }
    }

    private static int bodies(OpenStore storage) {
        return storage.database()
                .reading(tx -> tx.first("SELECT COUNT(*) FROM body_chunks", row -> row.getInt(1)))
                .map(chunks -> chunks / 3)
                .orElseThrow();
    }

    @Test
    void derby_writesNothingOutsideTheDataDirectory() {
        try (var _ = OpenStore.open(directory)) {
            assertThat(Path.of("derby.log")).doesNotExist();
        }
    }

    @Test
    void failedTransaction_leavesNothing() {
        try (var storage = OpenStore.open(directory)) {
            assertThatThrownBy(() ->
                            storage.database()
                                    .inTransaction(tx -> {
                                        tx.update("INSERT INTO domains VALUES ('a')");
                                        throw new StoreException("no");
                                    }))
                    .hasMessage("no");
            assertThat(domains(storage)).isEmpty();
        }
    }

    private static List<String> domains(OpenStore storage) {
        return storage.database()
                .reading(tx -> tx.list("SELECT name FROM domains", row -> row.getString(1)));
    }

    @Test
    void migration_hasNoTableWithoutAWordOnIt() {
        for (String sql : JdbcMigrations.statements("0002-store.sql")) {
            assertThat(sql).doesNotContain("--");
        }
    }

    @Test
    void fullChunk_fitsItsPage() {
        try (var storage = OpenStore.open(directory)) {

            try (var body = storage.store().newBody()) {
                body.write(new byte[BodyRows.CHUNK_OCTETS * 10]);
                storage.store()
                        .deliver(
                                storage.store().examine(body),
                                List.of(new Placement.IntoInbox(storage.newAccount(), "")));
            }
            long pages =
                    storage.database()
                            .reading(tx ->
                                    tx.first(
                                            """
                                            SELECT numallocatedpages
                                            FROM TABLE(SYSCS_DIAG.SPACE_TABLE('BODY_CHUNKS')) AS t
                                            WHERE isindex = 0
                                            """,
                                            row -> row.getLong(1)))
                            .orElseThrow();
            assertThat(pages).isLessThanOrEqualTo(11);
        }
    }
}
