package org.posthorn.mailbox.budget;

import java.util.concurrent.atomic.AtomicLong;

/// A number of octets or of things that is shared and never exceeded.
final class Pool {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    Pool(long limit) {
        this.limit = limit;
    }

    /// How much may be used when `party` is the one to ask.
    long ceiling(Party party) {
        return switch (party) {
            case STRANGER -> limit / 2;
            case KNOWN -> limit;
        };
    }

    boolean take(Party party, long amount) {
        return takeBelow(ceiling(party), amount);
    }

    /// Takes all of it or nothing.
    boolean takeBelow(long ceiling, long amount) {
        while (true) {
            long now = used.get();
            if (amount > ceiling - now) {
                return false;
            }
            if (used.compareAndSet(now, now + amount)) {
                return true;
            }
        }
    }

    void give(long amount) {
        if (used.addAndGet(-amount) < 0) {
            throw new IllegalStateException("more was given back than had been taken");
        }
    }

    long used() {
        return used.get();
    }

    long limit() {
        return limit;
    }

    /// Whether three quarters of what `party` may use are in use.
    boolean isNearlyFull(Party party) {
        return used() >= ceiling(party) / 4 * 3;
    }

    /// Whether half of what `party` may use is in use.
    boolean isPressed(Party party) {
        return used() >= ceiling(party) / 2;
    }
}
