package org.posthorn.mailbox.login;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Time that passes only when everybody waits: hours are over at once, and each run is like the
/// others. One runner moves at a time.
final class SimulatedTime {
    private static final long PATIENCE_SECONDS = 60;

    private long now = Duration.ofDays(1).toNanos();
    private long sequence;
    private int running;

    /// Guarded by this, as all fields are.
    private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>();

    /// What somebody does, waiting now and then.
    interface Runner {
        void run() throws IOException;
    }

    private record Sleeper(long until, long number, CountDownLatch wakes)
            implements Comparable<Sleeper> {
        @Override
        public int compareTo(Sleeper other) {
            return until != other.until
                    ? Long.compare(until, other.until)
                    : Long.compare(number, other.number);
        }
    }

    synchronized long nanoTime() {
        return now;
    }

    synchronized void pass(Duration duration) {
        now += duration.toNanos();
    }

    /// Returns when that time is over for the runner that asks.
    void await(Duration duration) throws IOException {
        CountDownLatch wakes = new CountDownLatch(1);
        synchronized (this) {
            sleepers.add(new Sleeper(now + duration.toNanos(), sequence++, wakes));
            running--;
            wakeNext();
        }
        await(wakes);
    }

    private void wakeNext() {
        if (running == 0 && !sleepers.isEmpty()) {
            Sleeper next = sleepers.remove();
            now = Math.max(now, next.until);
            running++;
            next.wakes.countDown();
        }
    }

    private static void await(CountDownLatch wakes) throws IOException {
        try {
            if (!wakes.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("time stands still");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// Lets all run side by side, until each has returned.
    void run(List<Runner> runners) throws Exception {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        synchronized (this) {
            for (Runner runner : runners) {
                CountDownLatch wakes = new CountDownLatch(1);
                sleepers.add(new Sleeper(now, sequence++, wakes));
                threads.add(Thread.ofVirtual().start(() -> runOne(runner, wakes, failures)));
            }
            wakeNext();
        }
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
                throw new AssertionError("a runner hangs");
            }
        }
        synchronized (this) {
            if (!failures.isEmpty()) {
                throw new AssertionError("a runner failed", failures.getFirst());
            }
        }
    }

    private void runOne(Runner runner, CountDownLatch wakes, List<Throwable> failures) {
        try {
            await(wakes);
            runner.run();
        } catch (IOException | RuntimeException | AssertionError e) {
            synchronized (this) {
                failures.add(e);
            }
        }
        synchronized (this) {
            running--;
            wakeNext();
        }
    }
}
