package org.posthorn.smtp.relay;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Closes what takes too long, on a thread that lives as long as there is something to watch.
///
/// A socket's own timeout begins anew with each octet and does not know writing at all.
final class Deadlines {
    private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LEAST_NANOS = Duration.ofMillis(5).toNanos();

    private final Set<RemoteWire> watched = ConcurrentHashMap.newKeySet();
    private final Duration pause;
    private boolean running;

    /// @param shortest of the times that will be watched
    Deadlines(Duration shortest) {
        long nanos = Math.clamp(shortest.toNanos() / 4, LEAST_NANOS, MOST_NANOS);
        this.pause = Duration.ofNanos(nanos);
    }

    void watch(RemoteWire wire) {
        watched.add(wire);
        synchronized (this) {
            if (!running) {
                running = true;
                Thread.ofVirtual().name("relay-deadlines").start(this::run);
            }
        }
    }

    void forget(RemoteWire wire) {
        watched.remove(wire);
    }

    private void run() {
        while (isNeeded()) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                // Nobody has a reason to interrupt it, and nothing watches in its place.
                continue;
            }
            long now = System.nanoTime();
            watched.forEach(wire -> wire.closeIfLate(now));
        }
    }

    /// Whoever adds a wire after this said no finds that nothing runs.
    private synchronized boolean isNeeded() {
        running = !watched.isEmpty();
        return running;
    }
}
