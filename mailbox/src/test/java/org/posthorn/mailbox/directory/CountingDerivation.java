package org.posthorn.mailbox.directory;

import java.util.concurrent.atomic.AtomicInteger;

/// Derives at no cost and counts how often.
final class CountingDerivation implements KeyDerivation {
    private final AtomicInteger count = new AtomicInteger();
    private volatile Runnable meanwhile = () -> {};

    @Override
    public byte[] saltedPassword(Password password, byte[] salt, int iterations) {
        count.incrementAndGet();
        meanwhile.run();
        return Hmac.of(salt, password.octets());
    }

    /// What happens while a derivation runs.
    void meanwhile(Runnable action) {
        meanwhile = action;
    }

    /// How many since the last call of this.
    int takeCount() {
        return count.getAndSet(0);
    }
}
