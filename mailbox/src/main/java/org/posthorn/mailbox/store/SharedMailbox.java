package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What all handles of a mailbox, and all who change it, share: its lock, its state, and who
/// listens.
///
/// The state is there while somebody has the mailbox open, and for a while after; a delivery to a
/// mailbox that nobody has open needs the lock only.
///
/// What is committed cannot be taken back, so a failure behind the commit is one of memory: then
/// the state is stale, and read again before anything is changed by it.
final class SharedMailbox {
    private static final System.Logger LOG = System.getLogger(SharedMailbox.class.getName());

    private final MailboxId id;
    private final MailStorage storage;
    private final RecentFloors floors;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile @Nullable MailboxInfo info;
    private volatile @Nullable MailboxState state;
    private volatile boolean deleted;
    private volatile Uid recentFloor = Uid.FIRST;

    /// Whether the storage may hold changes that the state does not show.
    private volatile boolean stale;

    /// Whether something was published since the lock was taken; guarded by the lock.
    private boolean changed;

    SharedMailbox(MailboxId id, MailStorage storage, RecentFloors floors) {
        this.id = id;
        this.storage = storage;
        this.floors = floors;
    }

    MailboxId id() {
        return id;
    }

    /// Runs `change` under the mailboxes' locks, taken in the order of their ids, and then wakes
    /// the listeners of those that it published something in.
    static <T> T changing(Collection<SharedMailbox> mailboxes, Supplier<T> change) {
        var ordered = new ArrayList<>(mailboxes);
        ordered.sort(Comparator.comparingLong(mailbox -> mailbox.id.value()));
        var locked = new ArrayList<SharedMailbox>(ordered.size());
        try {
            for (SharedMailbox mailbox : ordered) {
                mailbox.lock.lock();
                locked.add(mailbox);
            }
            return change.get();
        } finally {
            unlock(locked);
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

    /// Gives the locks back, and then wakes the listeners of what was changed. Never throws: what
    /// was done under the locks is done.
    static void unlock(Collection<SharedMailbox> mailboxes) {
        var woken = new ArrayList<Runnable>();
        for (SharedMailbox mailbox : mailboxes) {
            try {
                mailbox.unlock(woken);
            } catch (RuntimeException | Error e) {
                logFailure("sessions did not hear of a change", e);
            }
        }
        for (Runnable listener : woken) {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                logFailure("a session did not hear of a change", e);
            }
        }
    }

    private void unlock(List<Runnable> woken) {
        try {
            if (changed && lock.getHoldCount() == 1) {
                changed = false;
                woken.addAll(listeners);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Commits a change of these mailboxes, under their locks, and publishes what it did.
    ///
    /// An exception means that nothing was changed, or is an [UnknownOutcomeException]. A failure
    /// to publish is none: the change is on disk then, and the states are read from there.
    static <T> T commit(
            Collection<SharedMailbox> mailboxes,
            Function<MailTransaction, T> change,
            Consumer<T> publishing) {
        T done;
        try {
            done = mailboxes.iterator().next().storage.inTransaction(change);
        } catch (UnknownOutcomeException e) {
            mailboxes.forEach(mailbox -> mailbox.stale = true);
            throw e;
        }
        try {
            publishing.accept(done);
        } catch (RuntimeException | Error e) {
            mailboxes.forEach(mailbox -> mailbox.stale = true);
            logFailure("a change is on disk and was not published; reading it from there", e);
            mailboxes.forEach(SharedMailbox::tryRestore);
        }
        return done;
    }

    /// A failure that must not become one of the change behind it.
    private static void logFailure(String what, Throwable failure) {
        try {
            LOG.log(System.Logger.Level.ERROR, what, failure);
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    private void tryRestore() {
        try {
            changed = state != null;
            restore();
        } catch (RuntimeException | Error e) {
            logFailure("a mailbox cannot be read; it is before its next change", e);
        }
    }

    /// Reads a stale state from the storage.
    private void restore() {
        if (state != null && !deleted) {
            read().ifPresent(loaded -> state = loaded);
        }
        stale = false;
    }

    /// The state for a change that goes by it; under the lock.
    MailboxState current() {
        if (stale) {
            restore();
        }
        return state();
    }

    boolean isStale() {
        return stale;
    }

    /// Replaces the state, if there is one; under the lock.
    private void publish(UnaryOperator<MailboxState> change) {
        MailboxState before = state;
        if (before == null) {
            return;
        }
        changed = true;
        if (stale) {
            restore();
        } else {
            state = change.apply(before);
        }
    }

    /// Puts added rows and their counters into the state; under the lock.
    void publishAdded(List<MessageRow> rows, MailboxCounters counters) {
        publish(before ->
                before.with(rows).withCounters(counters.uidNext(), counters.highestModSequence()));
    }

    /// Puts rows and counters into the state, both those of `changes`; under the lock.
    void publishChanged(MailboxState changes) {
        publish(before -> before.with(changes));
    }

    void publishRemoved(UidSet uids, MailboxCounters counters) {
        publish(before ->
                before.without(uids)
                        .withCounters(counters.uidNext(), counters.highestModSequence()));
    }

    void publishDeleted() {
        deleted = true;
        stale = false;
        publish(before ->
                MailboxState.EMPTY.withCounters(before.uidNext(), before.highestModSequence()));
    }

    /// Loads the state unless it is there; under the lock.
    ///
    /// @return whether the mailbox exists
    boolean load() {
        if (deleted) {
            return false;
        }
        if (state == null) {
            stale = false;
            state = read().orElse(null);
        } else if (stale) {
            restore();
        }
        return state != null;
    }

    private Optional<MailboxState> read() {
        // Asked for before there is a connection, which must wait for nobody, and before the row is
        // read: what has left the floors by then is in the row.
        var claimed = floors.pending(id);
        var loaded = storage.reading(this::read);
        loaded.ifPresent(now -> {
            var known = claimed.orElse(now.recentFloor());
            recentFloor = known.compareTo(recentFloor) > 0 ? known : recentFloor;
        });
        return loaded.map(Loaded::state);
    }

    private record Loaded(MailboxState state, Uid recentFloor) {}

    private Optional<Loaded> read(MailTransaction tx) {
        var counters = tx.mailboxes().counters(id);
        if (counters.isEmpty()) {
            return Optional.empty();
        }
        var known = counters.get();
        var loading = new MailboxState.Loading();
        tx.messages().forEach(id, loading::add);
        return Optional.of(
                new Loaded(
                        loading.finish(known.uidNext(), known.highestModSequence()),
                        known.recentFloor()));
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
