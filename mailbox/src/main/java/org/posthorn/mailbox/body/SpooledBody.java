package org.posthorn.mailbox.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.budget.Holding;
import org.posthorn.mailbox.inhand.Piece;
import org.posthorn.mailbox.rows.Spool;
import org.posthorn.mailbox.store.IncomingBody;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.StoreFullException;

/// An [IncomingBody] that moves to disk when it outgrows the heap that is allowed to it, or that
/// all unfinished work together may have.
public final class SpooledBody implements IncomingBody {
    public static final int HEAP_OCTETS = 512 * 1024;

    private static final byte[] NOTHING = {};

    private final Spool.@Nullable Spools spools;
    private final Holding holding;
    private byte[] heap = NOTHING;
    private @Nullable Spool spool;
    private boolean closed;
    private long size;
    private final CRC32C checksum = new CRC32C();

    /// @param spools of the disk; without it, everything stays in heap
    public SpooledBody(Spool.@Nullable Spools spools, Holding holding) {
        this.spools = spools;
        this.holding = holding;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        try {
            if (spool == null && !fitsInHeap(length)) {
                spool = moveToDisk();
            }
            if (spool == null) {
                System.arraycopy(octets, offset, heap, (int) size, length);
            } else {
                keepOnDisk(size + length);
                spool.write(octets, offset, length);
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

    /// Where it is on disk, if it is.
    public @Nullable Spool spool() {
        return spool;
    }

    /// Makes room in heap, unless it must not be had or there is a better place.
    private boolean fitsInHeap(int length) {
        long needed = size + length;
        if (needed <= heap.length) {
            return true;
        }
        if (spools == null) {
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

    private Spool moveToDisk() throws IOException {
        keepOnDisk(size);
        byte[] before = heap;
        heap = NOTHING;
        Spool begun = Objects.requireNonNull(spools).begin(holding);
        spool = begun;
        begun.write(before, 0, (int) size);
        return begun;
    }

    private void keepOnDisk(long octets) {
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
        Spool onDisk = spool;
        if (onDisk == null) {
            return new ByteArrayInputStream(heap, 0, (int) size);
        }
        try {
            return onDisk.open();
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
        Spool onDisk = spool;
        try {
            if (onDisk != null) {
                onDisk.close();
            }
        } catch (IOException e) {
            System.getLogger(SpooledBody.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "what has arrived of a message cannot be deleted",
                            e);
        } finally {
            holding.close();
        }
    }
}
