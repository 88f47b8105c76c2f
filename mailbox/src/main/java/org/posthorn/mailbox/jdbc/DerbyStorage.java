package org.posthorn.mailbox.jdbc;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.derby.DerbyDisk;
import org.posthorn.mailbox.disk.LocalDisk;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.segment.Segments;
import org.posthorn.mailbox.snapshot.Snapshots;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreHealth;

/// A data directory with its database, open until [#close].
///
/// In the directory: `database`, which Derby writes, and `database.new` while it is being made;
/// `segments`, octets of messages; `snapshots`, what is known of large mailboxes; `incoming`, large
/// messages while they arrive where there are no segments; and `posthorn.lock`, which says whose it
/// is.
public final class DerbyStorage implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DerbyStorage.class.getName());

    private static final int CONNECTIONS = 32;

    /// What is still under way when the store is closed has so long to finish, and so long again.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DataDirectoryLock lock;
    private final DerbyEngine engine;
    private final Lifetime life;
    private final DiskReserve reserve;
    private final JdbcMeters meters;
    private final JdbcDatabase database;
    private final JdbcDatabase ofIds;
    private final JdbcIds ids;
    private final Segments segments;
    private final JdbcMailStorage.Beside beside;
    private final JdbcMailStorage mail;

    private DerbyStorage(DataDirectoryLock lock, DerbyEngine engine, Setup setup) {
        this.lock = lock;
        this.engine = engine;
        this.life = setup.life;
        this.reserve = setup.reserve;
        this.meters = new JdbcMeters(setup.figures);
        this.database = database(CONNECTIONS);
        JdbcMigrations.run(database, new DerbyPages());
        this.ofIds = database(1);
        this.ids = new JdbcIds(ofIds);
        this.segments = segments(setup);
        this.beside =
                new JdbcMailStorage.Beside(
                        new SegmentBodies(
                                segments,
                                database,
                                reserve,
                                new BodyId(ids.next(JdbcIds.Kind.BODY))),
                        setup.files.octets(),
                        snapshots(setup));
        this.mail = new JdbcMailStorage(database, ids, reserve, beside);
    }

    private Segments segments(Setup setup) {
        Path folder = setup.dataDirectory.resolve("segments");
        try {
            return Segments.open(
                    setup.files.disk(),
                    new Segments.Shape(folder, setup.files.segmentOctets(), setup.files.packing()),
                    () -> ids.next(JdbcIds.Kind.SEGMENT),
                    setup.life::end);
        } catch (IOException e) {
            throw cannotMake(folder, e);
        }
    }

    private Snapshots snapshots(Setup setup) {
        Path folder = setup.dataDirectory.resolve("snapshots");
        try {
            return Snapshots.open(
                    setup.files.disk(), folder, setup.files.leastSnapshot(), this::replaceNumber);
        } catch (IOException e) {
            throw cannotMake(folder, e);
        }
    }

    private static StoreException cannotMake(Path folder, IOException e) {
        return new StoreException("The folder %s cannot be made: %s".formatted(folder, e), e);
    }

    private long replaceNumber(long next) {
        return database.inTransaction(tx -> {
            long last =
                    tx.first("SELECT number FROM snapshots", row -> row.getLong(1))
                            .orElseThrow(() -> new StoreException("snapshots is empty"));
            tx.update("UPDATE snapshots SET number = ?", next);
            return last;
        });
    }

    /// The same rows for another store, which shares nothing with the first but the database and
    /// the segments.
    JdbcMailStorage another() {
        return new JdbcMailStorage(
                database(CONNECTIONS), new JdbcIds(database(1)), reserve, beside);
    }

    private JdbcDatabase database(int connections) {
        return new JdbcDatabase(
                new JdbcPool(engine::connect, life, connections), life, new DerbyJudge(), meters);
    }

    /// What a storage is opened with.
    ///
    /// @param storage the Derby subsubprotocol of its files
    /// @param figures where the store's are registered
    record Setup(
            Path dataDirectory,
            String storage,
            FilesSetup files,
            DiskReserve reserve,
            Lifetime life,
            PrometheusRegistry figures) {
        Path incoming() {
            return dataDirectory.resolve("incoming");
        }
    }

    /// Opens a data directory and makes what is missing in it. What a dead server left behind needs
    /// no repair.
    ///
    /// @param reserveOctets room on the disk below which mail is refused
    /// @param octets where those of new mail go; what is there stays where it is
    /// @param failStop called when the process cannot go on, from any thread
    /// @param figures where the store's are registered
    /// @throws StoreException with one sentence for people, when another server has the directory,
    ///   when a newer Posthorn wrote it, or when the disk refuses
    public static DerbyStorage open(
            Path dataDirectory,
            long reserveOctets,
            OctetsPlace octets,
            FailStop failStop,
            PrometheusRegistry figures) {
        return open(
                new Setup(
                        dataDirectory,
                        DerbyDisk.NAME,
                        FilesSetup.of(new LocalDisk(), octets),
                        DiskReserve.of(dataDirectory, reserveOctets),
                        new Lifetime(failStop),
                        figures));
    }

    /// Opens a data directory on a disk that is never full, for tests: what would end the process
    /// is thrown.
    static DerbyStorage open(Path dataDirectory) {
        return open(dataDirectory, OctetsPlace.SEGMENTS);
    }

    /// The same, with octets of new mail in some place.
    static DerbyStorage open(Path dataDirectory, OctetsPlace octets) {
        return open(
                dataDirectory,
                0,
                octets,
                (why, cause) -> {
                    throw new IllegalStateException(why, cause);
                },
                new PrometheusRegistry());
    }

    static DerbyStorage open(Setup setup) {
        try {
            Files.createDirectories(setup.incoming());
        } catch (IOException e) {
            throw new StoreException(
                    "The data directory %s cannot be made: %s".formatted(setup.dataDirectory, e),
                    e);
        }
        DataDirectoryLock lock = DataDirectoryLock.take(setup.dataDirectory);
        boolean opened = false;
        try {
            empty(setup.incoming());
            DerbyEngine engine = DerbyEngine.open(setup.dataDirectory, setup.storage, setup.life);
            try {
                var storage = new DerbyStorage(lock, engine, setup);
                setup.life.started();
                opened = true;
                return storage;
            } finally {
                if (!opened) {
                    engine.shutDown();
                }
            }
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /// Messages that were on their way when a server died: nobody was told that we have them.
    private static void empty(Path incoming) {
        try (var files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The folder %s cannot be emptied: %s".formatted(incoming, e), e);
        }
    }

    /// The rows that a store stands on.
    public MailStorage mail() {
        return mail;
    }

    /// Of the disk that the data directory is on.
    public DiskReserve reserve() {
        return reserve;
    }

    JdbcDatabase database() {
        return database;
    }

    /// Whether mail is stored.
    public StoreHealth health() {
        return reserve.health();
    }

    /// Refuses newcomers, lets those at work finish for some seconds, and closes the database under
    /// those who are slower: they are undone, and were told nothing.
    @Override
    public void close() {
        try {
            life.stop();
            if (!database.awaitIdle(PATIENCE) || !ofIds.awaitIdle(PATIENCE)) {
                life.abandon(PATIENCE);
            }
            shutDownEngine();
        } finally {
            closeSegments();
            lock.close();
        }
    }

    /// Nothing is written to them any more.
    private void closeSegments() {
        try {
            segments.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a segment cannot be closed", e);
        }
    }

    /// A database that has failed may fail in this as well.
    private void shutDownEngine() {
        try {
            engine.shutDown();
        } catch (StoreException e) {
            if (!life.hasEnded()) {
                throw e;
            }
        }
    }
}
