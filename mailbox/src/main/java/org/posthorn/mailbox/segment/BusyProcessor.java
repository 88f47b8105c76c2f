package org.posthorn.mailbox.segment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Lets frames wait while the machine's processors have no time: compressing them costs more than
/// all else that a large message needs.
public final class BusyProcessor implements Packing.Choice {
    /// The share of all processors that is in use.
    private static final double BUSY = 0.8;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long lookedAt = System.nanoTime() - PAUSE.toNanos();
    private volatile Packing last = Packing.NOW;

    @Override
    public Packing now() {
        if (isDue()) {
            // Of the time since the last look.
            last = system.getCpuLoad() > BUSY ? Packing.LATER : Packing.NOW;
        }
        return last;
    }

    private synchronized boolean isDue() {
        long now = System.nanoTime();
        boolean due = now - lookedAt >= PAUSE.toNanos();
        if (due) {
            lookedAt = now;
        }
        return due;
    }
}
