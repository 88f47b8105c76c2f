package org.posthorn.net;

import java.util.concurrent.atomic.AtomicLong;

/// Counts, and refuses strangers' buffers when told to.
final class CountedAllowance implements BufferAllowance {
    final AtomicLong used = new AtomicLong();
    volatile long mostForBuffers = Long.MAX_VALUE;
    volatile boolean full;

    @Override
    public boolean admit(int octets) {
        if (full) {
            return false;
        }
        used.addAndGet(octets);
        return true;
    }

    @Override
    public boolean take(boolean known, int octets) {
        if (!known && used.get() + octets > mostForBuffers) {
            return false;
        }
        used.addAndGet(octets);
        return true;
    }

    @Override
    public void give(int octets) {
        used.addAndGet(-octets);
    }
}
