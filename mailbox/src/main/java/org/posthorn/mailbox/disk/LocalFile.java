package org.posthorn.mailbox.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A file with one handle for writing and as many as threads read it at once.
///
/// A channel would do with one, but closes when a thread that is in it is interrupted.
final class LocalFile implements DiskFile {
    private static final int MOST_IDLE = 4;

    private final Path file;

    /// None of a file that is only read.
    private final @Nullable RandomAccessFile writer;

    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<RandomAccessFile> readers = new ArrayDeque<>();
    private boolean closed;

    private LocalFile(Path file, @Nullable RandomAccessFile writer) throws IOException {
        this.file = file;
        this.writer = writer;
        readers.push(reader());
    }

    static LocalFile reading(Path file) throws IOException {
        return new LocalFile(file, null);
    }

    static LocalFile writing(Path file) throws IOException {
        return new LocalFile(file, new RandomAccessFile(file.toFile(), "rw"));
    }

    private RandomAccessFile reader() throws IOException {
        try {
            return new RandomAccessFile(file.toFile(), "r");
        } catch (FileNotFoundException e) {
            if (Files.exists(file)) {
                throw e;
            }
            throw new NoSuchFileException(file.toString());
        }
    }

    private RandomAccessFile writer() throws IOException {
        if (writer == null) {
            throw new IOException("only to be read: " + file);
        }
        return writer;
    }

    @FunctionalInterface
    private interface Reading {
        long of(RandomAccessFile handle) throws IOException;
    }

    private long reading(Reading reading) throws IOException {
        RandomAccessFile handle = take();
        boolean kept = false;
        try {
            long result = reading.of(handle);
            kept = give(handle);
            return result;
        } finally {
            if (!kept) {
                handle.close();
            }
        }
    }

    private RandomAccessFile take() throws IOException {
        RandomAccessFile handle = polled();
        return handle == null ? reader() : handle;
    }

    private synchronized @Nullable RandomAccessFile polled() throws IOException {
        if (closed) {
            throw new IOException("closed: " + file);
        }
        return readers.poll();
    }

    private synchronized boolean give(RandomAccessFile handle) {
        if (closed || readers.size() >= MOST_IDLE) {
            return false;
        }
        readers.push(handle);
        return true;
    }

    @Override
    public long size() throws IOException {
        return reading(RandomAccessFile::length);
    }

    @Override
    public void read(byte[] into, int offset, int length, long position) throws IOException {
        reading(handle -> {
            handle.seek(position);
            handle.readFully(into, offset, length);
            return length;
        });
    }

    @Override
    public void write(byte[] octets, int offset, int length, long position) throws IOException {
        writing.lock();
        try {
            writer().seek(position);
            writer().write(octets, offset, length);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        writing.lock();
        try {
            if (writer().length() > size) {
                writer().setLength(size);
            }
        } finally {
            writing.unlock();
        }
    }

    /// Others may write meanwhile.
    @Override
    public void force() throws IOException {
        writer().getFD().sync();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        while (!readers.isEmpty()) {
            readers.pop().close();
        }
        if (writer != null) {
            writer.close();
        }
    }
}
