package org.posthorn.mailbox.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An [IncomingBody] that moves to a file when it outgrows the heap that is allowed to it.
final class SpooledBody implements IncomingBody {
    static final int HEAP_OCTETS = 64 * 1024;

    private final @Nullable Path directory;
    private final DiskReserve reserve;
    private @Nullable HeapOctets heap = new HeapOctets();
    private @Nullable Path file;
    private @Nullable OutputStream fileOut;
    private long size;

    /// @param directory of the files; without one, everything stays in heap
    /// @param reserve what is not to be used up on the directory's disk
    SpooledBody(@Nullable Path directory, DiskReserve reserve) {
        this.directory = directory;
        this.reserve = reserve;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        try {
            if (directory != null && heap != null && size + length > HEAP_OCTETS) {
                moveToFile(directory, heap);
            }
            if (heap != null) {
                heap.write(octets, offset, length);
            } else if (fileOut != null) {
                reserve.requireRoomToGrow();
                fileOut.write(octets, offset, length);
            } else {
                throw new IllegalStateException("closed");
            }
        } catch (IOException e) {
            throw DiskReserve.isFull(e)
                    ? new StoreFullException("the disk is full: an arriving message", e)
                    : new StoreException("cannot write an arriving message to disk", e);
        }
        size += length;
    }

    private void moveToFile(Path into, HeapOctets octets) throws IOException {
        reserve.requireRoomToGrow();
        file = Files.createTempFile(into, "body", ".eml");
        fileOut = Files.newOutputStream(file);
        octets.writeTo(fileOut);
        heap = null;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() {
        if (heap != null) {
            return heap.open();
        }
        if (file == null) {
            throw new IllegalStateException("closed");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new StoreException("cannot read an arriving message from disk", e);
        }
    }

    @Override
    public void close() {
        heap = null;
        if (file == null) {
            return;
        }
        try {
            if (fileOut != null) {
                fileOut.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(SpooledBody.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot delete " + file, e);
        }
        file = null;
        fileOut = null;
    }

    /// Opens its octets without copying them.
    private static final class HeapOctets extends ByteArrayOutputStream {
        HeapOctets() {
            super(4096);
        }

        InputStream open() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}
