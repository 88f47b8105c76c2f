package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time that moves when the test says so, or when somebody pauses.
@SuppressWarnings("ThreadPriorityCheck") // others are to have their turn
final class FakeTime implements Time {
    private final AtomicLong nanos = new AtomicLong(1);

    /// Tells whoever looks at the time.
    volatile Runnable moved = () -> {};

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void pause(Duration duration) {
        move(duration);
        moved.run();
        Thread.yield();
    }

    void move(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
