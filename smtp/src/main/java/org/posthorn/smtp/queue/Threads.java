package org.posthorn.smtp.queue;

import java.time.Duration;

/// The threads of the queue: virtual, each for one piece of work, counted.
final class Threads {
    private final QueueJournal journal;

    /// Guarded by this.
    private int running;

    Threads(QueueJournal journal) {
        this.journal = journal;
    }

    void start(String name, Runnable work) {
        synchronized (this) {
            running++;
        }
        Thread.ofVirtual().name(name).start(() -> run(name, work));
    }

    private void run(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            journal.fault(name + " failed by a fault of ours", e);
        } finally {
            synchronized (this) {
                running--;
                notifyAll();
            }
        }
    }

    synchronized int running() {
        return running;
    }

    /// Waits until none runs, at most so long.
    ///
    /// @return whether none runs
    synchronized boolean await(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        long left = most.toMillis();
        try {
            while (running > 0 && left > 0) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return running == 0;
    }
}
