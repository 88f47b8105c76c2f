package org.posthorn.mailbox.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.posthorn.mailbox.store.StoreException;

/// Derby in this process: how it is set up, and one database's start and end.
final class DerbyEngine {
    /// SQLSTATE of a database that has been shut down as asked.
    private static final String SHUT_DOWN = "08006";

    private DerbyEngine() {}

    /// Opens the database, and makes it if there is none. After a crash this brings back all that
    /// was committed.
    static EmbeddedDataSource open(Path dataDirectory) {
        configure(dataDirectory);
        Path directory = dataDirectory.resolve("database");
        var source = new EmbeddedDataSource();
        source.setDatabaseName(directory.toAbsolutePath().toString());
        source.setCreateDatabase("create");
        try (var _ = source.getConnection()) {
            source.setCreateDatabase("");
            return source;
        } catch (SQLException e) {
            throw new StoreException("cannot open the database " + directory, e);
        }
    }

    static void shutDown(EmbeddedDataSource source) {
        source.setShutdownDatabase("shutdown");
        try (var _ = source.getConnection()) {
            throw new StoreException("the database did not shut down");
        } catch (SQLException e) {
            if (!SHUT_DOWN.equals(e.getSQLState())) {
                throw new StoreException("the database did not shut down", e);
            }
        }
    }

    /// Derby reads these when its first database of the process is opened. One that is set already
    /// stays.
    private static void configure(Path dataDirectory) {
        set("derby.system.home", dataDirectory.toAbsolutePath().toString());
        // Files for their owner alone, whatever the umask is.
        set("derby.storage.useDefaultFilePermissions", "false");
        set("derby.stream.error.method", DerbyLog.class.getName() + ".open");
        // Pages of 4 to 32 KiB; an eighth of the heap at most.
        set(
                "derby.storage.pageCacheSize",
                Long.toString(Math.max(500, Runtime.getRuntime().maxMemory() / 8 / 32_768)));
        // Fewer checkpoints, each of which writes every changed page; a crash replays this much at
        // the next start.
        set("derby.storage.checkpointInterval", Integer.toString(64 << 20));
        set("derby.storage.logSwitchInterval", Integer.toString(16 << 20));
        // Each full buffer is a synchronous write of its own; there are three of them.
        set("derby.storage.logBufferSize", Integer.toString(256 << 10));
        // A change of many messages must not lock everybody's.
        set("derby.locks.escalationThreshold", Integer.toString(100_000));
        set("derby.locks.deadlockTimeout", "2");
        set("derby.locks.waitTimeout", "30");
    }

    private static void set(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
