package org.posthorn.mailbox.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.disk.Disk;
import org.posthorn.mailbox.disk.DiskFile;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxState;

/// States of large mailboxes as files, written some time after their last user has gone.
///
/// None of them is forced: one that is torn fails its checksum. They belong to the database as it
/// was when it was last opened: it and their folder have the same number, which each start replaces
/// in both, so that those of a database that was brought back from a backup are thrown away.
public final class Snapshots {
    /// Of nothing.
    public static final Snapshots NONE = new Snapshots(null);

    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());

    /// States that wait to be written.
    private static final int MOST_WAITING = 50;

    /// What reading or writing one may take: one part of so many.
    private static final int SHARE_OF_HEAP = 8;

    /// For each message while a snapshot is written, of heap.
    private static final int EACH_OCTETS = 100;

    private final @Nullable Place place;
    private final Map<MailboxId, MailboxState> waiting = new ConcurrentHashMap<>();

    /// Of each that was written or read, its mod-sequence.
    private final Map<MailboxId, Long> written = new ConcurrentHashMap<>();

    /// @param least how many messages a mailbox has at least
    private record Place(Disk disk, Path folder, int least) {
        Path of(MailboxId mailbox) {
            return folder.resolve("%016x.mailbox".formatted(mailbox.value()));
        }

        Path number() {
            return folder.resolve("number");
        }

        byte[] read(Path file) throws IOException {
            try (DiskFile opened = disk.open(file)) {
                if (opened.size() > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) {
                    throw new IOException("too large: " + file);
                }
                return opened.read((int) opened.size(), 0);
            }
        }

        void write(Path file, byte[] octets) throws IOException {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            disk.delete(fresh);
            boolean done = false;
            try {
                try (DiskFile made = disk.create(fresh)) {
                    made.write(octets, 0, octets.length, 0);
                }
                disk.replace(file, fresh);
                done = true;
            } finally {
                if (!done) {
                    // On a full disk, a part of it takes the last room.
                    disk.delete(fresh);
                }
            }
        }
    }

    /// Held while one is written or deleted, or one might be left of a mailbox that is gone.
    private final ReentrantLock writing = new ReentrantLock();

    private Snapshots(@Nullable Place place) {
        this.place = place;
    }

    /// Of a data folder.
    ///
    /// @param folder made if it is not there
    /// @param least how many messages a mailbox must have: a smaller one is read as quickly from
    ///   its rows
    /// @param number replaces the number that the database has, and gives the one of before
    /// @throws IOException when the disk refuses
    public static Snapshots open(Disk disk, Path folder, int least, LongUnaryOperator number)
            throws IOException {
        disk.makeFolder(folder);
        var place = new Place(disk, folder, least);
        long mine = number(place);
        long next = new SecureRandom().nextLong(1, Long.MAX_VALUE);
        if (number.applyAsLong(next) != mine) {
            for (Path file : disk.files(folder)) {
                disk.delete(file);
            }
        }
        place.write(place.number(), Long.toHexString(next).getBytes(StandardCharsets.US_ASCII));
        return new Snapshots(place);
    }

    private static long number(Place place) {
        try {
            byte[] octets = place.read(place.number());
            return Long.parseLong(new String(octets, StandardCharsets.US_ASCII), 16);
        } catch (IOException | NumberFormatException _) {
            return -1;
        }
    }

    /// The mailbox as it was some time ago, if that is known.
    public Optional<MailboxState> read(MailboxId mailbox) {
        if (place == null) {
            return Optional.empty();
        }
        try {
            var state = SnapshotCodec.decode(mailbox, place.read(place.of(mailbox)));
            state.ifPresent(found -> written.put(mailbox, found.highestModSequence().value()));
            return state;
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Has a state written some time later, if that is worth it.
    public void offer(MailboxId mailbox, MailboxState state) {
        if (place != null
                && state.size() >= place.least()
                && state.size() < Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / EACH_OCTETS
                && waiting.size() < MOST_WAITING
                && !Long.valueOf(state.highestModSequence().value()).equals(written.get(mailbox))) {
            waiting.put(mailbox, state);
        }
    }

    /// Writes what waits.
    public void write() {
        for (MailboxId mailbox : List.copyOf(waiting.keySet())) {
            writing.lock();
            try {
                MailboxState state = waiting.remove(mailbox);
                if (state != null && place != null) {
                    write(place, mailbox, state);
                }
            } finally {
                writing.unlock();
            }
        }
    }

    private void write(Place into, MailboxId mailbox, MailboxState state) {
        try {
            into.write(into.of(mailbox), SnapshotCodec.encode(mailbox, state));
            written.put(mailbox, state.highestModSequence().value());
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "no snapshot of " + mailbox + ": " + e.getMessage());
        }
    }

    /// The mailbox is gone, or its snapshot is of no use.
    public void forget(MailboxId mailbox) {
        writing.lock();
        try {
            waiting.remove(mailbox);
            written.remove(mailbox);
            if (place != null) {
                place.disk().delete(place.of(mailbox));
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "a snapshot cannot be deleted: " + e.getMessage());
        } finally {
            writing.unlock();
        }
    }
}
