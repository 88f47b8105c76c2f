package org.posthorn.mailbox.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Room on the disk that is kept for what must not fail: the database's log, and deleting.
///
/// A database that meets a full disk cannot even undo what it began. So whatever grows is refused
/// while less than the reserve is left, and everything else while less than half of it is. Asking
/// is cheap: the disk is looked at ten times a second at most.
public final class DiskReserve {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final long octets;
    private final LongSupplier usable;
    private volatile Look last;

    private record Look(long usable, long nanos) {}

    /// @param octets zero to refuse nothing
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

    /// Before anything that makes the store larger.
    ///
    /// @throws StoreFullException when that might leave too little
    public void requireRoomToGrow() {
        require(octets);
    }

    /// Before any change.
    ///
    /// @throws StoreFullException when even that might leave too little
    public void requireRoomToChange() {
        require(octets / 2);
    }

    private void require(long needed) {
        long left = usable();
        if (left < needed) {
            throw new StoreFullException(
                    "the disk is full: %d MiB are left, and %d MiB are kept in reserve"
                            .formatted(left >> 20, octets >> 20));
        }
    }
}
