package org.posthorn.mailbox.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How many lines strangers may write into the log by what costs them nothing, such as connections
/// and commands that are refused: for each source a hundred at once, and one a second in the long
/// run, however many connections it makes.
///
/// @param <K> what a source is known by
public final class LineAllowance<K> {
    static final int AT_ONCE = 100;
    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MAX_SOURCES = 10_000;

    private final LongSupplier nanoTime;
    private final long start;

    /// When each source may have everything again, in nanoseconds behind `start`. One that is not
    /// here may have it now.
    private final Cache<K, Long> whole;

    public LineAllowance() {
        this(System::nanoTime);
    }

    LineAllowance(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        whole =
                Caffeine.newBuilder()
                        .maximumSize(MAX_SOURCES)
                        .expireAfterWrite(Duration.ofNanos(AT_ONCE * STEP_NANOS))
                        .ticker(nanoTime::getAsLong)
                        .executor(Runnable::run)
                        .build();
    }

    /// Takes one line of the source's, if there is one left.
    public boolean take(K source) {
        long now = nanoTime.getAsLong() - start;
        boolean[] taken = {false};
        whole.asMap()
                .compute(
                        source,
                        (_, before) -> {
                            long then = Math.max(now, before == null ? now : before) + STEP_NANOS;
                            taken[0] = then - now <= AT_ONCE * STEP_NANOS;
                            return taken[0] || before == null ? Long.valueOf(then) : before;
                        });
        return taken[0];
    }
}
