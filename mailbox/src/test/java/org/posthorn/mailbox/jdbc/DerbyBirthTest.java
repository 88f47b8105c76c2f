package org.posthorn.mailbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.mailbox.derby.DerbyDisk;
import org.posthorn.mailbox.store.StoreException;

/// A folder starts, whatever a first start that died has left in it.
final class DerbyBirthTest {
    /// As the first to open a database in this process would.
    @BeforeAll
    static void configureDerby(@TempDir Path made) {
        EmptyDatabase.copyTo(made);
    }

    @TempDir private Path directory;

    private Path database() {
        return directory.resolve("database");
    }

    @Test
    void databaseThatWasBeingMade_isMadeAnew() throws IOException {
        Path unborn = Files.createDirectories(directory.resolve("database.new/seg0"));
        Files.writeString(unborn.resolve("c10.dat"), "half a page");
        assertStarts();
        assertThat(directory.resolve("database.new")).doesNotExist();
    }

    /// As a start died that made the database in its place.
    @Test
    void databaseThatNeverWasFinished_isMadeAnew() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        makeEmptyDatabase();
        Files.delete(database().resolve("service.properties"));
        List<Path> files;
        try (var all = Files.walk(database())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (random.nextBoolean()) {
                Files.delete(file);
            }
        }
        assertStarts("seed " + seed);
    }

    @Test
    void databaseThatLacksTheEndOfItsProperties_isMadeAnew() throws IOException {
        makeEmptyDatabase();
        Path properties = database().resolve("service.properties");
        Files.writeString(properties, Files.readString(properties).substring(0, 40));
        assertStarts();
    }

    @Test
    void databaseWithoutTables_startsAsItIs() {
        makeEmptyDatabase();
        assertStarts();
    }

    @Test
    void databaseThatMayHoldMail_isNeverDeleted_andDerbysReasonIsTold() throws IOException {
        EmptyDatabase.copyTo(directory);
        assertStarts();
        Path properties = database().resolve("service.properties");
        String text = Files.readString(properties);
        Files.delete(properties);
        assertThatThrownBy(() -> DerbyStorage.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("The database " + database() + " cannot be opened: ")
                .hasMessageContaining("not found");
        Files.writeString(properties, text);
        assertKeepsWhatItHad();
    }

    @Test
    void catalogThatCannotBeRead_isRefused_withTheDeepestReason() throws IOException {
        EmptyDatabase.copyTo(directory);
        Files.write(database().resolve("seg0/c10.dat"), new byte[8192]);
        assertThatThrownBy(() -> DerbyStorage.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith(
                        " cannot be opened: Unknown container format at container null : 0");
    }

    private void makeEmptyDatabase() {
        var source = DerbyEngine.source(database(), DerbyDisk.NAME);
        source.setCreateDatabase("create");
        try (var _ = source.getConnection()) {
            source.setCreateDatabase("");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        DerbyEngine.shutDown(source);
    }

    private void assertStarts() {
        assertStarts("");
    }

    private void assertStarts(String how) {
        try (var storage = DerbyStorage.open(directory)) {
            DomainRows.add(storage, "example.com");
        }
        assertThat(database()).as(how).isDirectory();
        assertKeepsWhatItHad();
    }

    private void assertKeepsWhatItHad() {
        try (var storage = DerbyStorage.open(directory)) {
            assertThat(DomainRows.names(storage)).containsExactly("example.com");
        }
    }
}
