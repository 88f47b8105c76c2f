package org.posthorn.mailbox.segment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Lets frames wait while the machine's processors have no time: compressing them costs more than
/// all else that a large message needs.
public final class BusyProcessor implements Packing.Choice {
    /// The share of all processors that is in use.
    private static final double BUSY = 0.6;

    private static final Duration PAUSE = Duration.ofMillis(200);

    /// A rush has moments in which it waits for the disk.
    private static final Duration RUSH = Duration.ofSeconds(1);

    /// What was put off is begun so long after it.
    private static final Duration CALM = Duration.ofSeconds(10);

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long lookedAt = System.nanoTime();
    private long busyAt = lookedAt - CALM.toNanos();

    @Override
    public synchronized Packing now() {
        return sinceBusy() < RUSH.toNanos() ? Packing.LATER : Packing.NOW;
    }

    @Override
    public synchronized boolean hasTime() {
        return sinceBusy() >= CALM.toNanos();
    }

    private long sinceBusy() {
        long now = System.nanoTime();
        if (now - lookedAt >= PAUSE.toNanos()) {
            lookedAt = now;
            // Of the time since the last look.
            if (system.getCpuLoad() > BUSY) {
                busyAt = now;
            }
        }
        return now - busyAt;
    }
}
