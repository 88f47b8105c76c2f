package org.posthorn.mailbox.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/// From where each account has logged in well lately, and has not failed too often since.
///
/// Without the second half, whoever shares a network with a victim, or its webmail, could guess on
/// without a delay.
final class KnownClients {
    private static final int MAX_PAIRS = 100_000;
    private static final Duration LATELY = Duration.ofDays(30);

    /// A program with an old password tries a few times, and so do people.
    private static final int MAX_FAILURES = 10;

    record Client(AccountName account, ClientNetwork network) {}

    /// How many logins have failed since the last good one.
    private final Cache<Client, Integer> failures;

    KnownClients(LongSupplier nanoTime) {
        failures =
                Caffeine.newBuilder()
                        .maximumSize(MAX_PAIRS)
                        .expireAfterAccess(LATELY)
                        .ticker(nanoTime::getAsLong)
                        .executor(Runnable::run)
                        .build();
    }

    boolean contains(Client client) {
        return failures.getIfPresent(client) != null;
    }

    void succeeded(Client client) {
        failures.put(client, 0);
    }

    void failed(Client client) {
        failures.asMap().computeIfPresent(client, (_, n) -> n + 1 >= MAX_FAILURES ? null : n + 1);
    }
}
