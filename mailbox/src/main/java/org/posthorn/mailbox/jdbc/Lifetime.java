package org.posthorn.mailbox.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// Whether transactions may be begun and committed: until the server stops, or until it must end at
/// once (decision 0014).
final class Lifetime {
    private static final String STOPPING = "the server is stopping";

    private final FailStop failStop;

    /// Held for reading by each commit, so that the last one is known to be over.
    private final ReentrantReadWriteLock committing = new ReentrantReadWriteLock();

    /// Nobody has been told anything yet, so a failure is a start that is refused.
    private volatile boolean starting = true;

    private volatile boolean stopping;

    /// What is under way is undone by the end of the database, which is no failure of it.
    private volatile boolean abandoned;

    private volatile @Nullable String ended;

    Lifetime(FailStop failStop) {
        this.failStop = failStop;
    }

    /// A commit, which may fail in any way.
    @FunctionalInterface
    interface Commit {
        void run() throws Exception;
    }

    /// @throws StoreException when no transaction may begin any more
    void requireRunning() {
        requireNotEnded();
        if (stopping) {
            throw new StoreException(STOPPING);
        }
    }

    /// What the end has torn down fails in any way.
    ///
    /// @throws StoreException when the process is ending
    void requireNotEnded() {
        String why = ended;
        if (why != null) {
            throw new StoreException("the server has ended: " + why);
        }
    }

    /// Runs a commit; whatever is thrown by it ends the process, since the change may be on disk or
    /// not.
    ///
    /// @throws StoreException when it did not run, or nobody has been told anything yet, or the
    ///   database is being closed under it
    /// @throws UnknownOutcomeException when it may be on disk or not
    void commit(Commit commit) {
        committing.readLock().lock();
        try {
            requireNotEnded();
            if (abandoned) {
                throw new StoreException(STOPPING);
            }
            run(commit);
            requireNotEndedMeanwhile();
        } finally {
            committing.readLock().unlock();
        }
    }

    private void run(Commit commit) {
        try {
            commit.run();
        } catch (Throwable failure) {
            StoreException refusal = end("a commit may be on disk or not", failure);
            throw starting || abandoned ? refusal : unknown(failure);
        }
    }

    /// A commit that seems to have succeeded while the database failed proves nothing.
    private void requireNotEndedMeanwhile() {
        if (starting) {
            requireNotEnded();
        } else if (ended != null) {
            throw unknown(null);
        }
    }

    private UnknownOutcomeException unknown(@Nullable Throwable failure) {
        String message = "the server has ended: " + ended;
        return failure == null
                ? new UnknownOutcomeException(message)
                : new UnknownOutcomeException(message, failure);
    }

    /// Ends the process, unless the database is being closed under those who are too slow.
    ///
    /// @return to be thrown where the end is a test's, which returns
    StoreException end(String why, Throwable cause) {
        if (abandoned) {
            return new StoreException(STOPPING, cause);
        }
        ended = why;
        if (starting) {
            return new StoreException(
                    "The store cannot be opened: " + why + ": " + JdbcCause.of(cause), cause);
        }
        // Each thread that knows of a failure stays in there: none of them may answer its client.
        failStop.end(why, cause);
        return new StoreException("the server has ended: " + why, cause);
    }

    /// The store is open: from now on a failure ends the process.
    void started() {
        starting = false;
    }

    boolean hasEnded() {
        return ended != null;
    }

    /// No transaction begins after this; those under way go on.
    void stop() {
        stopping = true;
    }

    /// No commit begins after this.
    ///
    /// @param patience how long to wait for those that have begun
    void abandon(Duration patience) {
        stop();
        boolean locked = false;
        try {
            locked = committing.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
        if (locked) {
            committing.writeLock().unlock();
        }
    }
}
