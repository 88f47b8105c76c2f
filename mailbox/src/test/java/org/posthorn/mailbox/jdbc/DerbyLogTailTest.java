package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.derby.DerbyDisk;
import org.posthorn.mailbox.derby.DerbyFiles;

/// What is left behind the end of the log is cleared before Derby looks.
final class DerbyLogTailTest {
    @TempDir private Path directory;

    private Path database;

    @BeforeEach
    void make() {
        DerbyDisk.register();
        EmptyDatabase.copyTo(directory);
        database = directory.resolve("database");
    }

    private Path log() throws IOException {
        try (var files = Files.newDirectoryStream(database.resolve("log"), "log*.dat")) {
            return files.iterator().next();
        }
    }

    private void clear() throws IOException {
        DerbyFiles.begin(
                database.toFile(),
                DerbyDisk.NAME,
                failure -> {
                    throw new AssertionError(failure);
                });
        DerbyFiles.end(database.toFile());
    }

    @Test
    void logWithNothingBehindItsEnd_staysAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(log());
        clear();
        assertThat(Files.readAllBytes(log())).isEqualTo(before);
    }

    /// The last records are behind a block that was lost: they are what must go.
    @Test
    void recordsBehindAHole_areCleared_andThoseBeforeItAreNot() throws IOException {
        byte[] whole = Files.readAllBytes(log());
        byte[] holed = whole.clone();
        int hole = firstRecords(whole, 20);
        Arrays.fill(holed, hole, hole + 100, (byte) 0);
        Files.write(log(), holed);
        clear();
        byte[] cleared = Files.readAllBytes(log());
        assertThat(cleared).hasSameSizeAs(whole);
        assertThat(Arrays.copyOf(cleared, hole)).isEqualTo(Arrays.copyOf(whole, hole));
        assertThat(Arrays.copyOfRange(cleared, hole, cleared.length)).containsOnly(0);
    }

    /// Where a record begins behind some others.
    private static int firstRecords(byte[] log, int count) {
        int position = 24;
        for (int i = 0; i < count; i++) {
            position += 16 + ByteBuffer.wrap(log).getInt(position);
        }
        return position;
    }

    @Test
    void databaseWithOctetsBehindTheEnd_opensAndGoesOn() throws IOException {
        byte[] log = Files.readAllBytes(log());
        Arrays.fill(log, log.length - 500, log.length, (byte) 0x55);
        Files.write(log(), log);
        try (var storage = DerbyStorage.open(directory)) {
            DomainRows.add(storage, "first.example");
        }
        try (var storage = DerbyStorage.open(directory)) {
            assertThat(DomainRows.names(storage)).containsExactly("first.example");
        }
    }
}
