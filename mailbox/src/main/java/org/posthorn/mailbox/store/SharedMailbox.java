package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What all handles of a mailbox, and all who change it, share: its lock, its state, and who
/// listens.
///
/// The state is there while somebody has the mailbox open, and for a while after; a delivery to a
/// mailbox that nobody has open needs the lock only.
final class SharedMailbox {
    private final MailboxId id;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile @Nullable MailboxInfo info;
    private volatile @Nullable MailboxState state;
    private volatile boolean deleted;
    private volatile Uid recentFloor = Uid.FIRST;

    /// Whether something was published since the lock was taken; guarded by the lock.
    private boolean changed;

    SharedMailbox(MailboxId id) {
        this.id = id;
    }

    MailboxId id() {
        return id;
    }

    /// Runs `change` under the mailboxes' locks, taken in the order of their ids, and then wakes
    /// the listeners of those that it published something in.
    static <T> T changing(Collection<SharedMailbox> mailboxes, Supplier<T> change) {
        var ordered = new ArrayList<>(mailboxes);
        ordered.sort(Comparator.comparingLong(mailbox -> mailbox.id.value()));
        ordered.forEach(mailbox -> mailbox.lock.lock());
        try {
            return change.get();
        } finally {
            unlock(ordered);
        }
    }

    /// Takes the locks that are free, all of them or none; [#unlock] them in the end.
    static boolean tryLock(Collection<SharedMailbox> mailboxes) {
        var locked = new ArrayList<SharedMailbox>(mailboxes.size());
        for (SharedMailbox mailbox : mailboxes) {
            if (!mailbox.lock.tryLock()) {
                unlock(locked);
                return false;
            }
            locked.add(mailbox);
        }
        return true;
    }

    /// Gives the locks back, and then wakes the listeners of what was changed.
    static void unlock(Collection<SharedMailbox> mailboxes) {
        var woken = new ArrayList<Runnable>();
        for (SharedMailbox mailbox : mailboxes) {
            mailbox.unlock(woken);
        }
        for (Runnable listener : woken) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                System.getLogger(SharedMailbox.class.getName())
                        .log(System.Logger.Level.ERROR, "a session did not hear of a change", e);
            }
        }
    }

    private void unlock(List<Runnable> woken) {
        if (changed && lock.getHoldCount() == 1) {
            changed = false;
            woken.addAll(listeners);
        }
        lock.unlock();
    }

    /// Replaces the state, if there is one; under the lock.
    void publish(UnaryOperator<MailboxState> change) {
        MailboxState before = state;
        if (before != null) {
            state = change.apply(before);
            changed = true;
        }
    }

    /// Puts added rows and their counters into the state; under the lock.
    void publishAdded(List<MessageRow> rows, MailboxCounters counters) {
        publish(before ->
                before.with(rows).withCounters(counters.uidNext(), counters.highestModSequence()));
    }

    void publishRemoved(UidSet uids, MailboxCounters counters) {
        publish(before ->
                before.without(uids)
                        .withCounters(counters.uidNext(), counters.highestModSequence()));
    }

    void publishDeleted() {
        deleted = true;
        publish(before ->
                MailboxState.EMPTY.withCounters(before.uidNext(), before.highestModSequence()));
    }

    /// Loads the state unless it is there; under the lock.
    ///
    /// @return whether the mailbox exists
    boolean load(MailStorage storage, RecentFloors floors) {
        if (deleted) {
            return false;
        }
        if (state == null) {
            // Asked before there is a connection, which must wait for nobody, and before the row is
            // read: what has left the floors by then is in the row.
            var claimed = floors.pending(id);
            state = storage.reading(tx -> read(tx, claimed)).orElse(null);
        }
        return state != null;
    }

    private Optional<MailboxState> read(MailTransaction tx, Optional<Uid> claimedFloor) {
        var counters = tx.mailboxes().counters(id);
        if (counters.isEmpty()) {
            return Optional.empty();
        }
        var known = counters.get();
        recentFloor = claimedFloor.orElse(known.recentFloor());
        var loading = new MailboxState.Loading();
        tx.messages().forEach(id, loading::add);
        return Optional.of(loading.finish(known.uidNext(), known.highestModSequence()));
    }

    boolean hasState() {
        return state != null;
    }

    MailboxState state() {
        MailboxState current = state;
        if (current == null) {
            throw new IllegalStateException("mailbox is not open: " + id);
        }
        return current;
    }

    boolean isDeleted() {
        return deleted;
    }

    MailboxInfo info() {
        MailboxInfo current = info;
        if (current == null) {
            throw new IllegalStateException("mailbox is not open: " + id);
        }
        return current;
    }

    MailboxStatus status() {
        MailboxState now = state();
        return new MailboxStatus(
                info(),
                now.size(),
                now.size() - now.lowerBound(recentFloor.value()),
                now.size() - now.count(SystemFlag.SEEN),
                now.count(SystemFlag.DELETED),
                now.sizeOctets(),
                now.uidNext(),
                now.highestModSequence());
    }

    void setInfo(MailboxInfo newInfo) {
        info = newInfo;
    }

    Uid recentFloor() {
        return recentFloor;
    }

    void setRecentFloor(Uid floor) {
        recentFloor = floor;
    }

    void addListener(Runnable wake) {
        listeners.add(wake);
    }

    void removeListener(Runnable wake) {
        listeners.remove(wake);
    }
}
