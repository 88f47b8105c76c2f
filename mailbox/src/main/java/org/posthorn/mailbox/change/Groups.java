package org.posthorn.mailbox.change;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.posthorn.mailbox.change.Work.Turn;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// Lets works that come at the same time share a commit, its cost and its flush.
///
/// Whoever comes while nobody leads, leads: takes those who wait, commits their works with its own,
/// and leaves the lead to the next who waits. Nobody waits for a busy mailbox of somebody else:
/// those who want it queue for it, and the next who gets it commits the works of all who queue.
/// When a group's transaction was undone, each of its works is tried alone; when nobody knows, none
/// is.
///
/// Whatever is thrown here, everyone who waits gets a turn and the lead is passed on.
final class Groups {
    private static final int MAX_GROUP = 32;

    /// Commits works under their mailboxes' locks; returns what is to be done without those.
    private final Function<List<Work<?>>, Runnable> committing;

    private final Deque<Work<?>> waiting = new ArrayDeque<>();
    private boolean led;

    Groups(Function<List<Work<?>>, Runnable> committing) {
        this.committing = committing;
    }

    /// Returns when the work is on disk.
    void run(Work<?> work) {
        Turn turn = work.isAlone() ? Turn.ALONE : await(work);
        switch (turn == Turn.LEAD ? lead(work) : turn) {
            case ALONE -> commitAlone(work);
            case BUSY -> commitWhenFree(work);
            case LEAD -> throw new IllegalStateException("led already");
            case DONE -> {}
            case UNKNOWN ->
                    throw new UnknownOutcomeException("nobody knows whether a change is stored");
        }
    }

    private Turn await(Work<?> work) {
        synchronized (this) {
            if (!led) {
                led = true;
                return Turn.LEAD;
            }
            waiting.add(work);
        }
        return work.awaitTurn();
    }

    private void commitAlone(Work<?> work) {
        var mailboxes = new LinkedHashSet<>(work.mailboxes());
        Runnable telling;
        SharedMailbox.lock(mailboxes);
        try {
            telling = committing.apply(List.of(work));
        } finally {
            SharedMailbox.unlock(mailboxes);
        }
        telling.run();
    }

    private void commitWhenFree(Work<?> work) {
        var mailboxes = new LinkedHashSet<>(work.mailboxes());
        if (mailboxes.size() > 1) {
            commitAlone(work);
            return;
        }
        var mailbox = mailboxes.getFirst();
        mailbox.waiting().add(work);
        Runnable telling = () -> {};
        mailbox.lock().lock();
        try {
            mailbox.waiting().remove(work);
            if (work.settled().isEmpty()) {
                telling = commitWaiting(work, mailbox);
            }
        } finally {
            mailbox.lock().unlock();
        }
        telling.run();
        if (work.settled().equals(Optional.of(Turn.UNKNOWN))) {
            throw new UnknownOutcomeException("nobody knows whether a change is stored");
        }
    }

    /// Commits a work with those that wait for the same mailbox, under its lock.
    private Runnable commitWaiting(Work<?> mine, SharedMailbox mailbox) {
        var group = new ArrayList<Work<?>>();
        group.add(mine);
        while (!mine.isKeptAlone() && group.size() < MAX_GROUP) {
            Work<?> next = mailbox.waiting().poll();
            if (next == null) {
                break;
            }
            if (!next.isKeptAlone()) {
                group.add(next);
            }
        }
        try {
            return committed(group);
        } catch (UnknownOutcomeException e) {
            group.forEach(work -> work.settle(Turn.UNKNOWN));
            throw e;
        } catch (RuntimeException | Error e) {
            if (group.size() == 1) {
                throw e;
            }
            // The others are tried by their own threads.
            group.forEach(Work::keepAlone);
            return committed(List.of(mine));
        }
    }

    private Runnable committed(List<Work<?>> works) {
        Runnable telling = committing.apply(works);
        works.forEach(work -> work.settle(Turn.DONE));
        return telling;
    }

    /// Commits a group and leaves the lead.
    ///
    /// @return what became of the leader's own work
    private Turn lead(Work<?> mine) {
        try {
            var group = new Group();
            try {
                collect(mine, group);
                commitTogether(group);
            } catch (UnknownOutcomeException e) {
                group.turn = Turn.UNKNOWN;
                throw e;
            } finally {
                group.end();
            }
            return group.members.contains(mine) ? group.turn : Turn.BUSY;
        } finally {
            passOn();
        }
    }

    /// Works that one transaction commits, and the locks that it needs.
    private static final class Group {
        private final List<Work<?>> members = new ArrayList<>();
        private final Set<SharedMailbox> locked = new LinkedHashSet<>();
        private Turn turn = Turn.ALONE;
        private Runnable telling = () -> {};

        /// Takes the work in if its mailboxes are free.
        boolean add(Work<?> work) {
            var needed = new LinkedHashSet<>(work.mailboxes());
            needed.removeAll(locked);
            if (!SharedMailbox.tryLock(needed)) {
                return false;
            }
            boolean added = false;
            try {
                locked.addAll(needed);
                added = members.add(work);
                return added;
            } finally {
                if (!added) {
                    locked.removeAll(needed);
                    SharedMailbox.unlock(needed);
                }
            }
        }

        /// Tells the members before the rest of the world, for whom they wait.
        void end() {
            try {
                SharedMailbox.unlock(locked);
            } finally {
                members.forEach(work -> work.turn(turn));
                telling.run();
            }
        }
    }

    /// Collects the leader's work and those that wait, as far as their mailboxes are free.
    private void collect(Work<?> mine, Group group) {
        group.add(mine);
        for (int taken = 1; taken < MAX_GROUP; taken++) {
            Work<?> next;
            synchronized (this) {
                next = waiting.poll();
            }
            if (next == null) {
                return;
            }
            if (!addQuietly(group, next)) {
                next.turn(Turn.BUSY);
            }
        }
    }

    /// What fails here for somebody else's work fails again on the thread that brought it.
    private static boolean addQuietly(Group group, Work<?> work) {
        try {
            return group.add(work);
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private void commitTogether(Group group) {
        try {
            if (!group.members.isEmpty()) {
                group.telling = committing.apply(List.copyOf(group.members));
            }
            group.turn = Turn.DONE;
        } catch (UnknownOutcomeException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // It was undone; whose fault it is shows when each is tried alone.
            group.turn = Turn.ALONE;
        }
    }

    private void passOn() {
        Work<?> next;
        synchronized (this) {
            next = waiting.poll();
            led = next != null;
        }
        if (next != null) {
            next.turn(Turn.LEAD);
        }
    }
}
