package org.posthorn.mailbox.deliver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.posthorn.mailbox.store.BodyId;

/// The octets of small messages that have just been taken in and are about to be sent on, so that
/// most need not be read again.
///
/// It has a 128th of the heap at most, and forgets what nobody has sent within half a minute.
final class RecentBodies {
    /// A message up to this size is remembered.
    static final long LARGEST_OCTETS = 64 * 1024;

    private static final int SHARE_OF_HEAP = 128;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Cache<BodyId, byte[]> octets =
            Caffeine.newBuilder()
                    .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
                    .weigher((BodyId _, byte[] each) -> each.length)
                    .expireAfterWrite(LONGEST)
                    .executor(Runnable::run)
                    .build();

    void put(BodyId body, byte[] message) {
        octets.put(body, message);
    }

    /// Nobody may change the octets.
    Optional<byte[]> find(BodyId body) {
        return Optional.ofNullable(octets.getIfPresent(body));
    }
}
