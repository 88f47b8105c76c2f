package org.posthorn.mailbox.segment;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Forces a file once for all who wait for it at that moment.
///
/// One that failed is never repeated: what it should have made safe may be lost though a second one
/// succeeds.
final class SharedForce {
    private final Forcing forcing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long written;
    private long forced;
    private boolean busy;
    private boolean failed;

    /// Makes safe what was written before.
    @FunctionalInterface
    interface Forcing {
        void force() throws IOException;
    }

    SharedForce(Forcing forcing) {
        this.forcing = forcing;
    }

    /// Returns when all that the caller has written is safe.
    void await() throws IOException {
        lock.lock();
        try {
            long mine = ++written;
            while (forced < mine) {
                if (failed) {
                    throw new IOException("an earlier force of the file has failed");
                }
                if (busy) {
                    ended.awaitUninterruptibly();
                } else {
                    force();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Without the lock, so that others can come meanwhile and share the next one.
    private void force() throws IOException {
        long covered = written;
        busy = true;
        boolean done = false;
        lock.unlock();
        try {
            forcing.force();
            done = true;
        } finally {
            lock.lock();
            busy = false;
            if (done) {
                forced = covered;
            } else {
                failed = true;
            }
            ended.signalAll();
        }
    }
}
