package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.Uid;

/// What all who have a mailbox open, and all who change it, share: what is known of it, a queue of
/// those who change it, and who listens.
///
/// The lock spares those who change the mailbox within one process from meeting in the database;
/// what is right is decided there. It is fair, so that a change in many parts lets others through
/// between two of them.
public final class SharedMailbox {
    private final MailboxId id;
    private final ReentrantLock lock = new ReentrantLock(true);

    /// Held by a copy of many messages into this mailbox, of which there is one at a time.
    private final ReentrantLock copying = new ReentrantLock(true);

    /// Works whose threads wait for the lock, and which whoever gets it may commit with its own.
    private final Queue<Work<?>> waiting = new ConcurrentLinkedQueue<>();

    private final ReentrantLock loading = new ReentrantLock();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// Those who have it open beside its owner, with the number of their handles.
    private final Map<AccountId, Integer> viewers = new HashMap<>();

    private volatile @Nullable Known known;
    private volatile @Nullable MailboxInfo info;
    private volatile boolean deleted;
    private volatile Uid recentFloor = Uid.FIRST;

    SharedMailbox(MailboxId id) {
        this.id = id;
    }

    public MailboxId id() {
        return id;
    }

    /// Takes the mailboxes' locks in the order of their ids; [#unlock] them in the end.
    static void lock(Collection<SharedMailbox> mailboxes) {
        var ordered = new ArrayList<>(mailboxes);
        ordered.sort(Comparator.comparingLong(mailbox -> mailbox.id.value()));
        ordered.forEach(mailbox -> mailbox.lock.lock());
    }

    /// Takes the locks that are free, all of them or none. One that others wait for is not free:
    /// whoever only tries would overtake them again and again.
    static boolean tryLock(Collection<SharedMailbox> mailboxes) {
        var locked = new ArrayList<SharedMailbox>(mailboxes.size());
        for (SharedMailbox mailbox : mailboxes) {
            if (mailbox.lock.hasQueuedThreads() || !mailbox.lock.tryLock()) {
                unlock(locked);
                return false;
            }
            locked.add(mailbox);
        }
        return true;
    }

    static void unlock(Collection<SharedMailbox> mailboxes) {
        mailboxes.forEach(mailbox -> mailbox.lock.unlock());
    }

    ReentrantLock lock() {
        return lock;
    }

    Queue<Work<?>> waiting() {
        return waiting;
    }

    ReentrantLock copying() {
        return copying;
    }

    ReentrantLock loading() {
        return loading;
    }

    @Nullable Known known() {
        return known;
    }

    /// Puts a newer version in place of an older one; whoever comes late changes nothing.
    ///
    /// @return whether something is new to those who listen
    synchronized boolean publish(Known newer) {
        Known before = known;
        if (deleted || (before != null && before.version() > newer.version())) {
            return false;
        }
        var wanted = newer.with(newer.viewers().only(viewers.keySet()));
        if (before != null && before.version() == newer.version() && before.state() != null) {
            known = before.with(before.viewers().plus(wanted.viewers()));
            return false;
        }
        known = wanted;
        return before != null && before.state() != null;
    }

    /// A viewer who does not own it opens it.
    synchronized void retain(AccountId viewer) {
        viewers.merge(viewer, 1, Integer::sum);
    }

    synchronized boolean hasViewers() {
        return !viewers.isEmpty();
    }

    synchronized void release(AccountId viewer) {
        viewers.computeIfPresent(viewer, (_, handles) -> handles == 1 ? null : handles - 1);
        Known now = known;
        if (now != null) {
            known = now.with(now.viewers().only(viewers.keySet()));
        }
    }

    /// Nobody finds anything in it any more.
    synchronized void publishDeleted() {
        deleted = true;
        Known before = known;
        if (before != null && before.state() != null) {
            known = new Known(before.counters(), MailboxState.EMPTY, null, ViewerStates.NONE);
        }
    }

    MailboxInfo info() {
        MailboxInfo current = info;
        if (current == null) {
            throw new IllegalStateException("mailbox is not open: " + id);
        }
        return current;
    }

    void setInfo(MailboxInfo newInfo) {
        info = newInfo;
    }

    public boolean isDeleted() {
        return deleted;
    }

    boolean hasState() {
        Known now = known;
        return now != null && now.state() != null;
    }

    /// As an account that has it open sees it; empty when it is deleted.
    MailboxState state(Access access) {
        if (deleted) {
            return MailboxState.EMPTY;
        }
        Known now = known;
        MailboxState state = now == null ? null : now.stateFor(access);
        if (state == null) {
            throw new IllegalStateException("mailbox is not open: " + id);
        }
        return state;
    }

    MailboxState state() {
        Known now = known;
        if (now == null || now.state() == null) {
            throw new IllegalStateException("mailbox is not open: " + id);
        }
        return now.state();
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

    void wake() {
        for (Runnable listener : listeners) {
            Quietly.run("a session did not hear of a change", listener);
        }
    }
}
