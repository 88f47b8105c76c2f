package org.posthorn.mailbox.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.posthorn.mailbox.directory.AccountDirectory;
import org.posthorn.mailbox.directory.Authenticator;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.ScramVerifier;
import org.posthorn.mailbox.store.LocalDirectoryStorage;
import org.posthorn.mailbox.store.LocalMailStore;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreException;

/// A data directory with its database, open until [#close].
///
/// In the directory: `database`, which Derby writes; `incoming`, large messages while they arrive;
/// and `posthorn.lock`, which says whose it is.
public final class DerbyStorage implements AutoCloseable {
    private static final int CONNECTIONS = 32;

    private final DataDirectoryLock lock;
    private final EmbeddedDataSource source;
    private final JdbcDatabase database;
    private final JdbcIds ids;
    private final JdbcMailStorage mail;
    private final LocalMailStore store;
    private final AccountDirectory directory;
    private final Authenticator authenticator;

    private DerbyStorage(DataDirectoryLock lock, EmbeddedDataSource source, Path incoming) {
        this.lock = lock;
        this.source = source;
        this.database = new JdbcDatabase(source, CONNECTIONS);
        JdbcMigrations.run(database, new DerbyPages());
        this.ids = new JdbcIds(new JdbcDatabase(source, 1));
        this.mail = new JdbcMailStorage(database, ids);
        this.store = LocalMailStore.over(mail, incoming);
        this.directory = new AccountDirectory(directoryStorage(), ScramVerifier.DEFAULT_ITERATIONS);
        this.authenticator = directory.authenticator();
    }

    /// Opens a data directory and makes what is missing in it. What a dead server left behind needs
    /// no repair.
    ///
    /// @throws StoreException with one sentence for people, when another server has the directory,
    ///   when a newer Posthorn wrote it, or when the disk refuses
    public static DerbyStorage open(Path dataDirectory) {
        Path incoming = dataDirectory.resolve("incoming");
        try {
            Files.createDirectories(incoming);
        } catch (IOException e) {
            throw new StoreException("cannot make the data directory " + dataDirectory, e);
        }
        DataDirectoryLock lock = DataDirectoryLock.take(dataDirectory);
        boolean opened = false;
        try {
            empty(incoming);
            EmbeddedDataSource source = DerbyEngine.open(dataDirectory);
            try {
                var storage = new DerbyStorage(lock, source, incoming);
                opened = true;
                return storage;
            } finally {
                if (!opened) {
                    DerbyEngine.shutDown(source);
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
            throw new StoreException("cannot empty " + incoming, e);
        }
    }

    public MailStore store() {
        return store;
    }

    public Directory directory() {
        return directory;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    DirectoryStorage directoryStorage() {
        return new LocalDirectoryStorage(mail, store);
    }

    JdbcDatabase database() {
        return database;
    }

    JdbcIds ids() {
        return ids;
    }

    JdbcMailStorage mail() {
        return mail;
    }

    LocalMailStore localStore() {
        return store;
    }

    @Override
    public void close() {
        store.close();
        ids.close();
        DerbyEngine.shutDown(source);
        lock.close();
    }
}
