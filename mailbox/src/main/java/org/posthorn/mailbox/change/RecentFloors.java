package org.posthorn.mailbox.change;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;

/// Up to where messages have been told to some session, on their way to disk.
///
/// Nobody waits for that: a crash may show a message as `\Recent` twice, which RFC 3501 section
/// 2.3.2 allows. And it must keep nobody waiting: each floor has a commit of its own, so that no
/// mailbox's row is held for the sake of another's, and a mailbox that somebody is changing is left
/// for the next time. The monitor is held over memory only, because it is asked for by those who
/// load a mailbox.
public final class RecentFloors {
    private static final Duration DELAY = Duration.ofSeconds(2);

    private record Floor(SharedMailbox mailbox, Uid uid) {}

    private final MailStorage storage;

    /// Claimed and perhaps not on disk: a floor leaves when it is committed, unless a higher one
    /// has taken its place.
    private final Map<MailboxId, Floor> pending = new HashMap<>();

    private boolean scheduled;
    private boolean closed;

    /// Held by the one who writes, taken before any mailbox's lock.
    private final ReentrantLock writing = new ReentrantLock();

    /// Whether the last write failed, which was said then; guarded by [#writing].
    private boolean failing;

    RecentFloors(MailStorage storage) {
        this.storage = storage;
    }

    /// Up to where the mailbox's messages have been told, unless it is gone. One that is no longer
    /// pending when that is asked is in the row.
    Optional<Uid> floor(MailboxId mailbox) {
        var claimed = pending(mailbox);
        return claimed.isPresent()
                ? claimed
                : storage.reading(tx -> tx.mailboxes().recentFloor(mailbox));
    }

    synchronized Optional<Uid> pending(MailboxId mailbox) {
        return Optional.ofNullable(pending.get(mailbox)).map(Floor::uid);
    }

    /// Under the mailbox's lock.
    synchronized void raise(SharedMailbox mailbox, Uid floor) {
        pending.put(mailbox.id(), new Floor(mailbox, floor));
        schedule();
    }

    private synchronized void schedule() {
        if (!scheduled && !closed) {
            scheduled = true;
            Thread.ofVirtual().name("recent-floors").start(this::writeLater);
        }
    }

    private void writeLater() {
        try {
            Thread.sleep(DELAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            scheduled = false;
        }
        write();
    }

    /// Writes the floors of the mailboxes that nobody is changing, each in a commit of its own.
    void write() {
        writing.lock();
        try {
            for (Floor floor : claimed()) {
                if (isClosed() || !writeUnlessBusy(floor)) {
                    return;
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /// @return whether the storage is fit for the next
    private boolean writeUnlessBusy(Floor floor) {
        var mailbox = List.of(floor.mailbox());
        if (!SharedMailbox.tryLock(mailbox)) {
            schedule();
            return true;
        }
        try {
            return write(List.of(floor));
        } finally {
            SharedMailbox.unlock(mailbox);
        }
    }

    private boolean write(List<Floor> floors) {
        try {
            storage.inTransaction(tx -> {
                floors.forEach(floor ->
                        tx.mailboxes().raiseRecentFloor(floor.mailbox().id(), floor.uid()));
                return true;
            });
            floors.forEach(this::forget);
            failing = false;
            return true;
        } catch (StoreException e) {
            if (!failing) {
                System.getLogger(RecentFloors.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "cannot note which messages are recent",
                                e);
            }
            failing = true;
            return false;
        }
    }

    private synchronized void forget(Floor written) {
        pending.remove(written.mailbox().id(), written);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// In the order of ids, in which every transaction takes mailboxes' rows.
    private synchronized List<Floor> claimed() {
        return pending.values().stream()
                .sorted(Comparator.comparingLong(floor -> floor.mailbox().id().value()))
                .toList();
    }

    /// Writes what is pending, for the last time and in one commit: there is nobody left to wait.
    public void close() {
        synchronized (this) {
            closed = true;
        }
        writing.lock();
        try {
            var rest = claimed();
            if (!rest.isEmpty()) {
                write(rest);
            }
        } finally {
            writing.unlock();
        }
    }
}
