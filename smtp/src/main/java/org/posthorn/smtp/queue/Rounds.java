package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// Work that is done again and again; each kind on a thread of its own, and never twice at once.
final class Rounds {
    private final Threads threads;
    private final QueueJournal journal;
    private final List<Round> rounds = new ArrayList<>();

    private static final class Round {
        private final String name;
        private final Duration every;
        private final Runnable work;
        private long nextAt;
        private volatile boolean running;

        Round(String name, Duration every, Runnable work, long nextAt) {
            this.name = name;
            this.every = every;
            this.work = work;
            this.nextAt = nextAt;
        }
    }

    Rounds(Threads threads, QueueJournal journal) {
        this.threads = threads;
        this.journal = journal;
    }

    /// Adds work that is due at once.
    void add(String name, Duration every, long now, Runnable work) {
        rounds.add(new Round(name, every, work, now));
    }

    /// Starts what is due.
    ///
    /// @return when the next is due
    long start(long now) {
        long next = Long.MAX_VALUE;
        for (Round round : rounds) {
            if (round.nextAt - now <= 0) {
                round.nextAt = now + round.every.toNanos();
                start(round);
            }
            next = Math.min(next, round.nextAt);
        }
        return next;
    }

    private void start(Round round) {
        if (!round.running) {
            round.running = true;
            threads.start("queue-" + round.name, () -> run(round));
        }
    }

    private void run(Round round) {
        try {
            round.work.run();
        } catch (StoreException | UnknownOutcomeException e) {
            journal.storeFailed("the queue's " + round.name + " failed", e);
        } finally {
            round.running = false;
        }
    }
}
