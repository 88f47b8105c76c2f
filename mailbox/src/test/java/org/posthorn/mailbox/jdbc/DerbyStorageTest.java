package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.body.SpooledBody;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.NewMessage;
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
    void largeBody_isOnDiskWhileItArrives_andNothingIsLeftOfIt() throws IOException {
        Path segments = directory.resolve("segments");
        try (var storage = OpenStore.open(directory)) {
            try (var body = storage.store().newBody()) {
                body.write(octets(3 * SpooledBody.HEAP_OCTETS));
                assertThat(octetsIn(segments)).isGreaterThan(2L * SpooledBody.HEAP_OCTETS);
            }
            assertThat(octetsIn(segments)).isLessThan(100);
            assertThat(directory.resolve("incoming")).isEmptyDirectory();
        }
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(1).nextBytes(octets);
        return octets;
    }

    private static long octetsIn(Path folder) throws IOException {
        long octets = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                octets += Files.size(file);
            }
        }
        return octets;
    }

    @Test
    void bodyThatWasBeingRead_whenItsMessageWent_isGoneAfterARestart() {
        try (var storage = OpenStore.open(directory)) {

            var mailboxes = storage.store().mailboxesOf(storage.newAccount());
            var archive = mailboxes.open(new MailboxName("Archive")).orElseThrow();
            try (var body = storage.store().newBody()) {
                body.write(new byte[100_000]);
                archive.append(List.of(new NewMessage(body, Flags.NONE, Instant.EPOCH)));
            }
            assertThat(archive.content(Uid.FIRST)).isPresent();
            archive.expunge(UidSet.ALL);
            assertThat(bodies(storage)).isEqualTo(1);
            // The reader never closes its handle, as in a crash.
        }
        try (var storage = OpenStore.open(directory)) {
            var mail = storage.storage().mail();
            mail.octets()
                    .delete(
                            mail.reading(
                                    tx -> tx.bodies().retired(Instant.now().plusSeconds(1), 10)));
            assertThat(bodies(storage)).isZero();
        }
    }

    private static int bodies(OpenStore storage) {
        return storage.storage().mail().reading(tx -> tx.bodies().after(0, 10)).size();
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
        for (String file : List.of("0002-store.sql", "0003-segments.sql", "0004-outbound.sql")) {
            for (String sql : JdbcMigrations.statements(file)) {
                assertThat(sql).doesNotContain("--");
            }
        }
    }
}
