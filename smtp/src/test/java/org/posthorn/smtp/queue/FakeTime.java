package org.posthorn.smtp.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time that moves when the test says so, or when somebody pauses.
final class FakeTime implements Time {
    private final AtomicLong nanos = new AtomicLong(1);

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void pause(Duration duration) {
        move(duration);
        Thread.yield();
    }

    void move(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
