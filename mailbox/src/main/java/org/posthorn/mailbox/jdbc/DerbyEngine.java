package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.posthorn.mailbox.derby.DerbyDisk;
import org.posthorn.mailbox.derby.DerbyFiles;
import org.posthorn.mailbox.store.StoreException;

/// Derby in this process: how it is set up, and one database's start and end.
final class DerbyEngine {
    /// SQLSTATE of a database that has been shut down as asked.
    private static final String SHUT_DOWN = "08006";

    static {
        DerbyDisk.register();
    }

    private final Path database;
    private final EmbeddedDataSource source;
    private final DerbyAlarm alarm;

    /// Never used, and closed by the end of the database only.
    private final Connection witness;

    private DerbyEngine(Path database, EmbeddedDataSource source, DerbyAlarm alarm)
            throws SQLException {
        this.database = database;
        this.source = source;
        this.alarm = alarm;
        alarm.booting();
        try {
            this.witness = source.getConnection();
        } finally {
            alarm.booted();
        }
        alarm.arm();
    }

    /// Opens the database, and makes it if there is none. After a crash this brings back all that
    /// was committed.
    ///
    /// @param storage the Derby subsubprotocol of what all reading, writing and forcing goes
    ///   through
    /// @throws StoreException with one sentence for people
    static DerbyEngine open(Path dataDirectory, String storage, Lifetime life) {
        configure(dataDirectory);
        Path database = new DerbyBirth(dataDirectory, storage).database();
        var alarm = new DerbyAlarm(life);
        try {
            DerbyFiles.begin(database.toFile(), storage, alarm::raise);
            return new DerbyEngine(database, source(database, storage), alarm);
        } catch (SQLException e) {
            throw cannotOpen(database, e);
        } catch (IOException e) {
            throw new StoreException(
                    "The database %s cannot be opened: %s".formatted(database, e), e);
        }
    }

    static StoreException cannotOpen(Path database, SQLException e) {
        return new StoreException(
                "The database %s cannot be opened: %s".formatted(database, JdbcCause.of(e)), e);
    }

    /// @param storage as of [#open]
    static EmbeddedDataSource source(Path database, String storage) {
        var source = new EmbeddedDataSource();
        source.setDatabaseName(storage + ":" + database.toAbsolutePath());
        return source;
    }

    /// A new connection, to the database as it was opened: Derby would boot one that has failed
    /// again, in silence, and what is in memory would not be what is on disk.
    ///
    /// @throws SQLException of the severity of a failed database, if it has been shut down
    Connection connect() throws SQLException {
        requireAlive();
        Connection connection = source.getConnection();
        requireAlive();
        return connection;
    }

    private void requireAlive() throws SQLException {
        if (isDown()) {
            throw new SQLException(
                    "the database has been shut down underneath", SHUT_DOWN, DerbyJudge.DATABASE);
        }
    }

    /// Ends the database, unless a failure has; what is not committed is undone, now or at the next
    /// start.
    void shutDown() {
        alarm.disarm();
        try {
            if (!isDown()) {
                // What is still open when a database ends stays in Derby's memory, and with it all
                // that was in the cache.
                witness.close();
                shutDown(source);
            }
        } catch (SQLException e) {
            throw new StoreException("the database did not shut down", e);
        } finally {
            DerbyFiles.end(database.toFile());
        }
    }

    private boolean isDown() {
        try {
            return witness.isClosed();
        } catch (SQLException _) {
            return true;
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
        // Until a table is made with a size of its own, too.
        set("derby.storage.pageSize", Integer.toString(DerbyPages.OCTETS));
        // In pages; an eighth of the heap.
        set(
                "derby.storage.pageCacheSize",
                Long.toString(
                        Math.max(1000, Runtime.getRuntime().maxMemory() / 8 / DerbyPages.OCTETS)));
        // Fewer checkpoints, each of which writes every changed page; a crash replays this much at
        // the next start.
        set("derby.storage.checkpointInterval", Integer.toString(64 << 20));
        set("derby.storage.logSwitchInterval", Integer.toString(16 << 20));
        // Each full buffer is a synchronous write of its own; there are three of them.
        set("derby.storage.logBufferSize", Integer.toString(256 << 10));
        // A change of many messages locks its rows, however many, and never everybody's.
        set("derby.locks.escalationThreshold", Integer.toString(Integer.MAX_VALUE));
        // Figures of what is in the tables let Derby change its mind about indexes, which a
        // statement that changes rows cannot name.
        set("derby.storage.indexStats.auto", "false");
        set("derby.locks.deadlockTimeout", "2");
        set("derby.locks.waitTimeout", "30");
    }

    private static void set(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
