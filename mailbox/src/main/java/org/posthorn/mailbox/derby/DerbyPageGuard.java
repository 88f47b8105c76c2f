package org.posthorn.mailbox.derby;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.apache.derby.io.StorageRandomAccessFile;
import org.jspecify.annotations.Nullable;

/// Writes pages of a database twice, so that a cut of power that tears one leaves a whole one
/// (decision 0022).
///
/// Pages wait in heap until some have come together; then they are written to one file and forced,
/// and only after that to where they belong. A start writes them there again. When all of those
/// places have been forced, the file is begun anew.
final class DerbyPageGuard {
    private static final Map<File, DerbyPageGuard> ALL = new ConcurrentHashMap<>();

    private static final int MAGIC = 0x50484457;
    private static final int HEADER_OCTETS = 4 + 8 + 4 + 4;

    /// Pages that wait.
    private static final int MOST_WAITING = 256;

    /// The file is not larger by much.
    private static final long MOST_OCTETS = 32L << 20;

    private final DerbyDisk disk;
    private final File database;
    private final File path;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Page> waiting = new ArrayList<>();

    /// Files with pages that are where they belong, but not forced.
    private final Set<File> unforced = new LinkedHashSet<>();

    private final StorageRandomAccessFile file;
    private int forcing;
    private long position;
    private long generation;
    private final AtomicLong flushes = new AtomicLong();

    /// What is to be written somewhere.
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Page(DerbyGuardedFile to, long position, byte[] octets) {
        /// Puts it over octets of the same file.
        void putOver(ByteBuffer others, long at) {
            long from = Math.max(at, position);
            long end = Math.min(at + others.limit(), position + octets.length);
            if (from < end) {
                others.put((int) (from - at), octets, (int) (from - position), (int) (end - from));
            }
        }
    }

    private DerbyPageGuard(DerbyDisk disk, File database) throws IOException {
        this.disk = disk;
        this.database = database;
        this.path = new File(database, "double-write.dat");
        this.file = disk.file(path).getRandomAccessFile("rw");
    }

    /// Brings back what was torn, and guards the database's pages from now on.
    static void begin(DerbyDisk disk, File database) throws IOException {
        var guard = new DerbyPageGuard(disk, database.getAbsoluteFile());
        guard.recover();
        ALL.put(guard.database, guard);
    }

    /// The database has ended.
    static void end(File database) {
        DerbyPageGuard guard = ALL.remove(database.getAbsoluteFile());
        if (guard != null) {
            guard.close();
        }
    }

    /// Of a file with pages; none while the database is being made.
    static @Nullable DerbyPageGuard of(File file) {
        File folder = file.getAbsoluteFile().getParentFile();
        return folder != null && folder.getName().equals("seg0")
                ? ALL.get(folder.getParentFile())
                : null;
    }

    private void close() {
        lock.lock();
        try {
            flush();
            forceAll();
            empty();
            file.close();
        } catch (IOException e) {
            System.getLogger(DerbyPageGuard.class.getName())
                    .log(System.Logger.Level.WARNING, "the file of pages cannot be closed", e);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a page.
    void write(DerbyGuardedFile to, long at, byte[] octets) throws IOException {
        lock.lock();
        try {
            waiting.add(new Page(to, at, octets));
            if (waiting.size() >= MOST_WAITING) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /// How often what waited has been written.
    long flushes() {
        return flushes.get();
    }

    /// Puts what waits over what was read from a file.
    ///
    /// @param since [#flushes] before it was read
    /// @return false when something was written meanwhile, so that it is to be read again
    boolean overlay(File of, long since, ByteBuffer read, long at) {
        lock.lock();
        try {
            if (flushes.get() != since) {
                return false;
            }
            for (Page page : waiting) {
                if (page.to().path().equals(of)) {
                    page.putOver(read, at);
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Writes what waits, if some of it is for this file.
    void flush(DerbyGuardedFile of) throws IOException {
        lock.lock();
        try {
            if (waiting.stream().anyMatch(page -> page.to() == of)) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes all that waits: twice, and the first is forced before the second begins.
    void flush() throws IOException {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return;
            }
            byte[] batch = batch();
            file.seek(position);
            file.write(batch, 0, batch.length);
            file.sync();
            position += batch.length;
            for (Page page : waiting) {
                page.to().put(page.position(), page.octets());
                unforced.add(page.to().path());
            }
            waiting.clear();
            flushes.incrementAndGet();
            if (position > MOST_OCTETS) {
                forceAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private byte[] batch() throws IOException {
        var pages = new ByteArrayOutputStream();
        var out = new DataOutputStream(pages);
        for (Page page : waiting) {
            byte[] name = page.to().path().getName().getBytes(StandardCharsets.US_ASCII);
            out.writeShort(name.length);
            out.write(name);
            out.writeLong(page.position());
            out.writeInt(page.octets().length);
            out.write(page.octets());
        }
        var batch = new ByteArrayOutputStream(HEADER_OCTETS + pages.size());
        var header = new DataOutputStream(batch);
        header.writeInt(MAGIC);
        header.writeLong(generation);
        header.writeInt(pages.size());
        header.writeInt(checksum(pages.toByteArray()));
        pages.writeTo(batch);
        return batch.toByteArray();
    }

    private static int checksum(byte[] octets) {
        var checksum = new CRC32C();
        checksum.update(octets, 0, octets.length);
        return (int) checksum.getValue();
    }

    /// Forces a file with what waits for it.
    void force(DerbyGuardedFile forced) throws IOException {
        flush();
        lock.lock();
        try {
            unforced.remove(forced.path());
            forcing++;
        } finally {
            lock.unlock();
        }
        boolean done = false;
        try {
            forced.forceInPlace();
            done = true;
        } finally {
            lock.lock();
            try {
                forcing--;
                if (!done) {
                    unforced.add(forced.path());
                }
                if (unforced.isEmpty() && forcing == 0) {
                    beginAnew();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void beginAnew() {
        position = 0;
        generation++;
    }

    private void forceAll() throws IOException {
        for (File each : unforced) {
            if (each.exists()) {
                var opened = disk.file(each).open("rw");
                try {
                    opened.sync();
                } finally {
                    opened.close();
                }
            }
        }
        unforced.clear();
        if (forcing == 0) {
            beginAnew();
        }
    }

    /// Forgets what waits for a file that is deleted.
    void forget(File deleted) {
        lock.lock();
        try {
            waiting.removeIf(page -> page.to().path().equals(deleted));
            unforced.remove(deleted);
        } finally {
            lock.unlock();
        }
    }

    /// Writes the pages of the last generation to their places.
    private void recover() throws IOException {
        var touched = new LinkedHashSet<File>();
        long length = file.length();
        long at = 0;
        while (at + HEADER_OCTETS <= length) {
            file.seek(at);
            boolean known = file.readInt() == MAGIC;
            long found = file.readLong();
            int octets = file.readInt();
            int checksum = file.readInt();
            if (!known
                    || (at > 0 && found != generation)
                    || octets < 0
                    || octets > length - at - HEADER_OCTETS) {
                break;
            }
            byte[] pages = new byte[octets];
            file.readFully(pages, 0, octets);
            if (checksum(pages) != checksum) {
                break;
            }
            generation = found;
            restore(pages, touched);
            at += HEADER_OCTETS + octets;
        }
        unforced.addAll(touched);
        forceAll();
        empty();
    }

    /// What it has is safe elsewhere.
    private void empty() throws IOException {
        if (file.length() > 0) {
            file.setLength(0);
            file.sync();
        }
    }

    private void restore(byte[] pages, Set<File> touched) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(pages))) {
            while (in.available() > 0) {
                byte[] name = new byte[in.readUnsignedShort()];
                in.readFully(name);
                long at = in.readLong();
                byte[] octets = new byte[in.readInt()];
                in.readFully(octets);
                File to =
                        new File(
                                new File(database, "seg0"),
                                new String(name, StandardCharsets.US_ASCII));
                if (to.exists()) {
                    restore(to, at, octets);
                    touched.add(to);
                }
            }
        } catch (EOFException e) {
            throw new IOException("the file of pages is damaged", e);
        }
    }

    private void restore(File to, long at, byte[] octets) throws IOException {
        var opened = disk.file(to).open("rw");
        try {
            opened.seek(at);
            opened.write(octets, 0, octets.length);
        } finally {
            opened.close();
        }
    }
}
