package org.posthorn.mailbox.body;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.budget.WorkBudget;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;

/// An [IncomingBody] that moves to a file when it outgrows the heap that is allowed to it, or that
/// all unfinished work together may have.
public final class SpooledBody implements IncomingBody {
    public static final int HEAP_OCTETS = 64 * 1024;

    private static final int BUFFER_OCTETS = WorkBudget.FREE_OCTETS;
    private static final byte[] NOTHING = {};

    private final @Nullable Path directory;
    private final Holding holding;
    private byte[] heap = NOTHING;
    private @Nullable Path file;
    private @Nullable OutputStream fileOut;
    private boolean closed;
    private long size;
    private final CRC32C checksum = new CRC32C();

    /// @param directory of the files; without one, everything stays in heap
    public SpooledBody(@Nullable Path directory, Holding holding) {
        this.directory = directory;
        this.holding = holding;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        try {
            if (fileOut == null && !fitsInHeap(length)) {
                fileOut = moveToFile();
            }
            if (fileOut == null) {
                System.arraycopy(octets, offset, heap, (int) size, length);
            } else {
                keepInFile(size + length);
                fileOut.write(octets, offset, length);
            }
        } catch (IOException e) {
            throw DiskReserve.isFull(e)
                    ? new StoreFullException("the disk is full: an arriving message", e)
                    : new StoreException("cannot write an arriving message to disk", e);
        }
        size += length;
        checksum.update(octets, offset, length);
    }

    @Override
    public Piece piece() {
        return Piece.arriving(checksum.getValue(), size);
    }

    /// Makes room in heap, unless it must not be had or there is a better place.
    private boolean fitsInHeap(int length) {
        long needed = size + length;
        if (needed <= heap.length) {
            return true;
        }
        if (directory == null) {
            enlarge(needed);
            return true;
        }
        if (needed > HEAP_OCTETS) {
            return false;
        }
        int capacity =
                (int) Math.min(HEAP_OCTETS, Math.max(needed, Math.max(2L * heap.length, 4096)));
        if (!holding.keepInHeap(capacity)) {
            return false;
        }
        heap = Arrays.copyOf(heap, capacity);
        return true;
    }

    private void enlarge(long needed) {
        heap = Arrays.copyOf(heap, Math.toIntExact(Math.max(needed, Math.max(2L * size, 4096))));
    }

    private OutputStream moveToFile() throws IOException {
        Path into = Objects.requireNonNull(directory);
        keepInFile(size);
        file = Files.createTempFile(into, "body", ".eml");
        var out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_OCTETS);
        out.write(heap, 0, (int) size);
        heap = NOTHING;
        holding.keepInHeap(BUFFER_OCTETS);
        return out;
    }

    private void keepInFile(long octets) {
        if (!holding.keepInFile(octets)) {
            throw new StoreFullException(
                    "the disk has no room for an arriving message: what is left is in reserve, or"
                            + " all that arrive have what they may");
        }
    }

    @Override
    public boolean isTooSlow() {
        return holding.isTooSlow(size, System.nanoTime());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (file == null) {
            return new ByteArrayInputStream(heap, 0, (int) size);
        }
        try {
            if (fileOut != null) {
                fileOut.flush();
            }
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new StoreException("cannot read an arriving message from disk", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        heap = NOTHING;
        try {
            deleteFile();
        } catch (IOException e) {
            System.getLogger(SpooledBody.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot delete " + file, e);
        } finally {
            holding.close();
        }
    }

    /// The file is deleted even when its last octets cannot be written any more.
    private void deleteFile() throws IOException {
        if (file == null) {
            return;
        }
        try (var _ = fileOut) {
            Files.deleteIfExists(file);
        }
    }
}
