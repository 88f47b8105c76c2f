package org.posthorn.smtp.queue;

import java.time.Duration;
import java.time.Instant;
import org.posthorn.mailbox.outbound.OutboundQueue;

/// What time it is for the queue, without asking it each time.
final class QueueClock {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    private final OutboundQueue queue;
    private final Time time;

    /// Guarded by this, as is the other.
    private Instant asked = Instant.MIN;

    private long askedAt;

    QueueClock(OutboundQueue queue, Time time) {
        this.queue = queue;
        this.time = time;
    }

    /// The queue's time.
    ///
    /// @throws org.posthorn.mailbox.store.StoreException when it cannot be asked
    Instant now() {
        long now = time.nanoTime();
        synchronized (this) {
            if (!asked.equals(Instant.MIN) && now - askedAt < ASK_AGAIN.toNanos()) {
                return asked.plusNanos(now - askedAt);
            }
        }
        Instant answer = queue.now();
        synchronized (this) {
            asked = answer;
            askedAt = now;
        }
        return answer;
    }
}
