package org.posthorn.mailbox.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Counts failures by who caused them, and says how long the next attempt must wait.
///
/// Delays add up: a failure during a delay begins its own when that one ends, so that nobody passes
/// them by failing in parallel. Whoever has not failed for a while is forgotten. So are some when
/// there are more than 100,000, those that are seldom asked about first, so that a flood of
/// addresses that fail once each drives out its own and not the one that fails again and again.
///
/// Time is monotonic, and a clock that is set has no effect.
public final class GrowingDelays<K> {
    private static final int MAX_KEYS = 100_000;

    private final Growth growth;
    private final long longestNanos;
    private final LongSupplier nanoTime;
    private final Cache<K, Failures> failures;

    /// @param freeAt when the next attempt may be made
    private record Failures(int count, long freeAt) {}

    /// @param longest what delays may add up to
    /// @param forgetAfter how long after its last failure a key is forgotten
    /// @param nanoTime such as [System#nanoTime()]
    public GrowingDelays(
            Growth growth, Duration longest, Duration forgetAfter, LongSupplier nanoTime) {
        this.growth = growth;
        this.longestNanos = longest.toNanos();
        this.nanoTime = nanoTime;
        this.failures =
                Caffeine.newBuilder()
                        .maximumSize(MAX_KEYS)
                        .expireAfterWrite(forgetAfter)
                        .ticker(nanoTime::getAsLong)
                        // What is to be thrown out is thrown out by whoever fails.
                        .executor(Runnable::run)
                        .build();
    }

    /// Counts a failure.
    ///
    /// @return how long the next attempt must wait from now
    public Duration failed(K key) {
        long now = nanoTime.getAsLong();
        Failures after =
                failures.asMap()
                        .compute(
                                key, (_, before) -> next(before == null ? none(now) : before, now));
        return Duration.ofNanos(after.freeAt - now);
    }

    private static Failures none(long now) {
        return new Failures(0, now);
    }

    private Failures next(Failures before, long now) {
        int count = before.count == Integer.MAX_VALUE ? before.count : before.count + 1;
        long ahead = Math.max(0, before.freeAt - now) + growth.delay(count).toNanos();
        return new Failures(count, now + Math.min(ahead, longestNanos));
    }

    /// How long the next attempt must wait from now.
    public Duration delay(K key) {
        Failures known = failures.getIfPresent(key);
        return known == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, known.freeAt - nanoTime.getAsLong()));
    }

    /// How many failures are remembered of it.
    public int count(K key) {
        Failures known = failures.getIfPresent(key);
        return known == null ? 0 : known.count;
    }

    /// How many keys are remembered; for tests.
    long size() {
        failures.cleanUp();
        return failures.estimatedSize();
    }
}
