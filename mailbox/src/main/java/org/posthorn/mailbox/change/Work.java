package org.posthorn.mailbox.change;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.posthorn.mailbox.directory.AccountId;

/// Something that is to be changed: what it needs, what it plans, and where its thread waits for
/// its turn.
///
/// @param <T> what the plan finds out
public abstract class Work<T> {
    /// What the waiting thread is to do.
    enum Turn {
        /// Commit its work and that which waits with it.
        LEAD,
        /// Commit its work alone.
        ALONE,
        /// Commit its work when its mailboxes are free.
        BUSY,
        /// Nothing: another thread has committed its work.
        DONE,
        /// Nothing: another thread tried, and nobody knows whether it is committed.
        UNKNOWN
    }

    private final Semaphore turnKnown = new Semaphore(0);
    private volatile Turn turn = Turn.ALONE;
    private volatile boolean settled;
    private volatile boolean keptAlone;
    private volatile T planned;
    private volatile long plannedAt;

    protected Work(T nothing) {
        this.planned = nothing;
    }

    /// The mailboxes whose messages it changes, or goes by.
    protected abstract Collection<SharedMailbox> mailboxes();

    /// The accounts whose trees it changes.
    protected Collection<AccountId> trees() {
        return List.of();
    }

    /// Whether it takes so long that others must not wait for it in the same transaction.
    protected boolean isAlone() {
        return !trees().isEmpty();
    }

    /// Says what is to become of what the draft shows, by changes in the draft; perhaps several
    /// times, of which the last counts.
    ///
    /// What it throws undoes the transaction, and reaches who wanted the work.
    protected abstract T plan(Draft draft);

    /// Whether there is something else to plan when an account has no room, which
    /// [Draft#isOverLimit] tells.
    protected boolean canDoWithout() {
        return false;
    }

    final void planIn(Draft draft) {
        plannedAt = System.nanoTime();
        planned = plan(draft);
    }

    /// When the plan was begun that counts, by [System#nanoTime]: until then the work waited.
    final long plannedAt() {
        return plannedAt;
    }

    final T planned() {
        return planned;
    }

    /// Says what became of the work while its thread waits for a mailbox.
    final void settle(Turn outcome) {
        turn = outcome;
        settled = true;
    }

    /// What became of the work, if another thread has committed it.
    final Optional<Turn> settled() {
        return settled ? Optional.of(turn) : Optional.empty();
    }

    /// A commit that it shared was undone, perhaps for its sake.
    final void keepAlone() {
        keptAlone = true;
    }

    final boolean isKeptAlone() {
        return keptAlone;
    }

    /// Tells the waiting thread; once. Needs no memory, for it must not fail.
    final void turn(Turn now) {
        turn = now;
        turnKnown.release();
    }

    final Turn awaitTurn() {
        turnKnown.acquireUninterruptibly();
        return turn;
    }
}
