package org.posthorn.mailbox.body;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.StoreHealth;

/// Room on the disk that is kept for what must not fail: the database's log, and deleting.
///
/// A database that meets a full disk cannot even undo what it began. So whatever grows is refused
/// where less than the reserve would be left, counting what others are just writing, and every
/// change while less than half of it is. Asking is cheap: the disk is looked at ten times a second
/// at most.
public final class DiskReserve {
    /// Of a disk that is never full.
    public static final DiskReserve NONE = new DiskReserve(0, () -> Long.MAX_VALUE);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final long octets;
    private final LongSupplier usable;
    private final AtomicLong claimed = new AtomicLong();
    private volatile Look last;

    private record Look(long usable, long nanos) {}

    /// @param usable asks how many octets the disk has left
    public DiskReserve(long octets, LongSupplier usable) {
        this.octets = octets;
        this.usable = usable;
        this.last = look();
    }

    /// Of the disk that a folder is on.
    public static DiskReserve of(Path folder, long octets) {
        return new DiskReserve(octets, () -> usable(folder));
    }

    /// Whether it was for want of room that the disk refused.
    public static boolean isFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof IOException
                    && (message.contains("No space left on device")
                            || message.contains("Disk quota exceeded"))) {
                return true;
            }
        }
        return false;
    }

    /// A disk that does not say is taken to have room: its refusals come soon enough.
    private static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException _) {
            return Long.MAX_VALUE;
        }
    }

    private Look look() {
        return new Look(usable.getAsLong(), System.nanoTime());
    }

    /// Several threads may look at the same time; each sees the truth.
    private long usable() {
        Look look = last;
        if (System.nanoTime() - look.nanos > PAUSE.toNanos()) {
            look = look();
            last = look;
        }
        return look.usable;
    }

    public StoreHealth health() {
        long left = usable();
        return new StoreHealth(left, left >= octets);
    }

    /// What may be written now without touching the reserve, in octets; below zero when that is
    /// touched already.
    public long spareOctets() {
        return usable() - claimed.get() - octets;
    }

    /// What may be written now in order to give more back, in octets: of the reserve, too, but for
    /// a quarter of it.
    public long octetsToGiveBack() {
        return usable() - claimed.get() - octets / 4;
    }

    /// Before any change.
    ///
    /// @throws StoreFullException when even that might leave too little
    public void requireRoomToChange() {
        require(octets / 2, 0);
    }

    private void require(long needed, long claims) {
        long left = usable();
        if (left - claims < needed) {
            throw new StoreFullException(
                    "the disk is full: %d MiB are left, of which %d MiB are kept in reserve"
                            .formatted(left >> 20, needed >> 20));
        }
    }

    /// What one transaction is going to write.
    public Claim newClaim() {
        return new Claim();
    }

    /// Room that is promised to one transaction until it has ended; of one thread.
    public final class Claim implements AutoCloseable {
        private long mine;

        private Claim() {}

        /// Before so much is written.
        ///
        /// @throws StoreFullException when that might leave too little for others
        public void add(long octets) {
            mine += octets;
            require(DiskReserve.this.octets, claimed.addAndGet(octets));
        }

        /// Forgets what was claimed, when the transaction begins anew or has ended.
        public void clear() {
            claimed.addAndGet(-mine);
            mine = 0;
        }

        @Override
        public void close() {
            clear();
        }
    }
}
