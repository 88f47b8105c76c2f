package org.posthorn.mailbox.directory;

import java.util.concurrent.Semaphore;

/// Few derivations at a time, in order of arrival.
///
/// A derivation never blocks, so it keeps its carrier thread for milliseconds. Half of the cores
/// may be at it: a flood of guesses leaves the other half to those who are logged in already.
final class BoundedDerivation implements KeyDerivation {
    /// Shared by all directories of a process, as its cores are.
    static final KeyDerivation ON_HALF_OF_THE_CORES =
            new BoundedDerivation(
                    new Pbkdf2(), Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final KeyDerivation derivation;
    private final Semaphore permits;

    BoundedDerivation(KeyDerivation derivation, int atATime) {
        this.derivation = derivation;
        this.permits = new Semaphore(atATime, true);
    }

    @Override
    public byte[] saltedPassword(Password password, byte[] salt, int iterations) {
        permits.acquireUninterruptibly();
        try {
            return derivation.saltedPassword(password, salt, iterations);
        } finally {
            permits.release();
        }
    }
}
