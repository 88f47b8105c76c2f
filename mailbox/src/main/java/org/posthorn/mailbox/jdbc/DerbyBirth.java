package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Comparator;
import org.posthorn.mailbox.store.StoreException;

/// Makes a database such that there is a whole one or none, whenever the process dies.
///
/// It is made under another name, forced to disk, and renamed. What bears that other name has never
/// been used, so it can be thrown away.
final class DerbyBirth {
    /// The end of Derby's `service.properties`.
    private static final String LAST_LINE = "#--- last line";

    /// The highest number that Derby 10.17 gives to a file of its own catalogs; tables follow.
    private static final int LAST_CATALOG = 0x481;

    private final Path dataDirectory;
    private final Path database;
    private final Path unborn;
    private final String storage;

    DerbyBirth(Path dataDirectory, String storage) {
        this.dataDirectory = dataDirectory;
        this.database = dataDirectory.resolve("database");
        this.unborn = dataDirectory.resolve("database.new");
        this.storage = storage;
    }

    /// The database's folder, with a database in it.
    Path database() {
        try {
            delete(unborn);
            if (isStillborn()) {
                delete(database);
            }
            if (!Files.exists(database)) {
                make();
            }
            return database;
        } catch (IOException e) {
            throw new StoreException(
                    "The database %s cannot be made: %s".formatted(database, e), e);
        }
    }

    private void make() throws IOException {
        var source = DerbyEngine.source(unborn, storage);
        source.setCreateDatabase("create");
        try (var _ = source.getConnection()) {
            source.setCreateDatabase("");
        } catch (SQLException e) {
            throw DerbyEngine.cannotOpen(unborn, e);
        }
        DerbyEngine.shutDown(source);
        forceAll(unborn);
        Files.move(unborn, database, StandardCopyOption.ATOMIC_MOVE);
        force(dataDirectory);
    }

    /// Whether an older Posthorn, which made the database in its place, died over it.
    ///
    /// Derby writes this file when all else is made, and our tables come after that: what has
    /// neither never held mail. A database that lacks the file only is left alone.
    private boolean isStillborn() throws IOException {
        Path properties = database.resolve("service.properties");
        if (!Files.isDirectory(database)
                || Files.exists(database.resolve("service.propertiesold"))) {
            return false;
        }
        boolean made = Files.exists(properties) && Files.readString(properties).contains(LAST_LINE);
        return !made && !holdsTables(database.resolve("seg0"));
    }

    private static boolean holdsTables(Path segment) throws IOException {
        if (!Files.exists(segment)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(segment, "[cd]*.dat")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String number = name.substring(1, name.length() - ".dat".length());
                if (!number.matches("[0-9a-f]{1,7}")
                        || Integer.parseInt(number, 16) > LAST_CATALOG) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The files before the folders that name them.
    private static void forceAll(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                force(path);
            }
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
