package org.posthorn.smtp.queue;

import java.time.Duration;

/// Local time, which only measures how long something takes; no clock on a wall.
interface Time {
    long nanoTime();

    void pause(Duration duration) throws InterruptedException;

    Time SYSTEM =
            new Time() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };
}
