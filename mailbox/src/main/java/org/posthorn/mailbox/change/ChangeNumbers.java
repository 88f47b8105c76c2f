package org.posthorn.mailbox.change;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.posthorn.mailbox.directory.AccountId;

/// Up to which change of an account all that is known of it has been compared.
final class ChangeNumbers {
    /// What is forgotten is compared once more.
    private static final int MAX_ACCOUNTS = 100_000;

    private final Cache<AccountId, Long> seen =
            Caffeine.newBuilder().maximumSize(MAX_ACCOUNTS).executor(Runnable::run).build();

    boolean isNews(AccountId account, long number) {
        Long before = seen.getIfPresent(account);
        return before == null || before != number;
    }

    void saw(AccountId account, long number) {
        seen.put(account, number);
    }
}
