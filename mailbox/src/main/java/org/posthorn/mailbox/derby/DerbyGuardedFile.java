package org.posthorn.mailbox.derby;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.derby.io.StorageRandomAccessFile;

/// A file of pages that a [DerbyPageGuard] writes.
final class DerbyGuardedFile extends DerbyOctets {
    private final DerbyPageGuard guard;
    private final File path;
    private final StorageRandomAccessFile file;

    /// The guard writes whenever it has to.
    private final ReentrantLock lock = new ReentrantLock();

    private long position;
    private long end;

    DerbyGuardedFile(DerbyPageGuard guard, File path, StorageRandomAccessFile file)
            throws IOException {
        this.guard = guard;
        this.path = path.getAbsoluteFile();
        this.file = file;
        this.end = file.length();
    }

    File path() {
        return path;
    }

    /// Writes to where it belongs what is safe elsewhere.
    void put(long at, byte[] octets) throws IOException {
        lock.lock();
        try {
            file.seek(at);
            file.write(octets, 0, octets.length);
        } finally {
            lock.unlock();
        }
    }

    void forceInPlace() throws IOException {
        file.sync();
    }

    @Override
    public void sync() throws IOException {
        guard.force(this);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        guard.write(this, position, Arrays.copyOfRange(octets, offset, offset + length));
        position += length;
        end = Math.max(end, position);
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        int count = (int) Math.min(length, end - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        var read = ByteBuffer.wrap(octets, offset, count).slice();
        long flushes;
        do {
            flushes = guard.flushes();
            Arrays.fill(octets, offset, offset + count, (byte) 0);
            readInPlace(octets, offset, count);
        } while (!guard.overlay(path, flushes, read, position));
        position += count;
        return count;
    }

    /// What is not in the file yet waits at the guard.
    private void readInPlace(byte[] octets, int offset, int count) throws IOException {
        lock.lock();
        try {
            int there = (int) Math.min(count, file.length() - position);
            if (there > 0) {
                file.seek(position);
                file.readFully(octets, offset, there);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setLength(long length) throws IOException {
        guard.flush();
        lock.lock();
        try {
            file.setLength(length);
            end = length;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long length() {
        return end;
    }

    @Override
    public void seek(long to) {
        position = to;
    }

    @Override
    public long getFilePointer() {
        return position;
    }

    @Override
    public void close() throws IOException {
        guard.flush(this);
        file.close();
    }
}
