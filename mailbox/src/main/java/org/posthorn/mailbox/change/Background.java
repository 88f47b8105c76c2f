package org.posthorn.mailbox.change;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.store.StoreFullException;

/// A thread that does again and again what is due. What fails is tried again in the next round, and
/// keeps nothing else from being done.
public final class Background implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Background.class.getName());
    private static final FailureLog FAILURES = new FailureLog(LOG);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Duration pause;
    private final List<Step> steps;
    private final Semaphore due = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /// One thing that is done in each round.
    ///
    /// @param failure what it means when it fails, for the log
    public record Step(String failure, Runnable action) {}

    /// @param pause before the first round, and between two, unless somebody wakes it
    public Background(String name, Duration pause, List<Step> steps) {
        this.name = name;
        this.pause = pause;
        this.steps = List.copyOf(steps);
    }

    /// Begins to wait for the first round.
    public void start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        awaitNext();
        while (!closed) {
            for (Step step : steps) {
                attempt(step);
            }
            awaitNext();
        }
    }

    /// Does something that may fail, unless all is over.
    ///
    /// @return whether it was done
    public boolean attempt(Step step) {
        if (closed) {
            return false;
        }
        try {
            step.action.run();
            return true;
        } catch (StoreFullException e) {
            FAILURES.refused(System.Logger.Level.WARNING, step.failure, e);
        } catch (RuntimeException | Error e) {
            if (!closed) {
                Quietly.run(
                        step.failure,
                        () -> FAILURES.failed(System.Logger.Level.WARNING, step.failure, e));
            }
        }
        return false;
    }

    private void awaitNext() {
        try {
            if (due.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                due.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /// Begins the next round now, or right after the one that is under way.
    public void wake() {
        due.release();
    }

    /// Whether nothing more is to be begun.
    public boolean isClosed() {
        return closed;
    }

    /// Ends after what is under way, and waits for that, but not for ever.
    @Override
    public void close() {
        closed = true;
        wake();
        Thread running = thread;
        if (running != null && !running.equals(Thread.currentThread())) {
            try {
                if (!running.join(PATIENCE)) {
                    LOG.log(System.Logger.Level.WARNING, () -> name + " is still at work");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
