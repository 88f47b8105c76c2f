package org.posthorn.mailbox.change;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Runs what might wait for ever, each on a thread of its own, and fails with a dump of all threads
/// when it does.
public final class Watchdog {
    private final Duration limit;
    private final List<FutureTask<?>> tasks = new ArrayList<>();

    public Watchdog(Duration limit) {
        this.limit = limit;
    }

    /// Starts an action on a virtual thread, which keeps no process alive.
    public Thread start(Callable<?> action) {
        var task = new FutureTask<>(action);
        tasks.add(task);
        return Thread.ofVirtual().start(task);
    }

    /// Waits for all that were started.
    ///
    /// @throws AssertionError with what an action threw as its cause, or with all threads' stacks
    ///   when the time is over
    public void awaitAll() throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (var task : tasks) {
            try {
                task.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("not done after " + limit + "\n" + dump(), e);
            }
        }
    }

    /// Waits until it is so.
    public void await(BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so after " + limit + "\n" + dump());
            }
            Thread.onSpinWait();
        }
    }

    private static String dump() {
        try {
            Path file = Files.createTempDirectory("threads").resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
                    .dumpThreads(
                            file.toString(),
                            com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            String text = Files.readString(file);
            Files.delete(file);
            Files.delete(file.getParent());
            return text;
        } catch (IOException e) {
            return "no dump: " + e;
        }
    }
}
