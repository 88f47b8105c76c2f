package org.posthorn.mailbox.directory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who watches which account.
final class AccountWatches {
    private static final System.Logger LOG = System.getLogger(AccountWatches.class.getName());

    private final ConcurrentHashMap<AccountId, Set<Watch>> watches = new ConcurrentHashMap<>();

    AccountWatch add(AccountId account, Consumer<AccountChange> listener) {
        var watch = new Watch(account, listener);
        watches.compute(
                account,
                (_, present) -> {
                    var set = present == null ? ConcurrentHashMap.<Watch>newKeySet(1) : present;
                    set.add(watch);
                    return set;
                });
        return watch;
    }

    /// A listener that fails keeps nobody else from hearing of it.
    void tell(AccountId account, AccountChange change) {
        for (var watch : watches.getOrDefault(account, Set.of())) {
            try {
                watch.listener.accept(change);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a session did not hear of " + change, e);
            }
        }
    }

    /// How many accounts are watched.
    int size() {
        return watches.size();
    }

    private final class Watch implements AccountWatch {
        private final AccountId account;
        private final Consumer<AccountChange> listener;

        Watch(AccountId account, Consumer<AccountChange> listener) {
            this.account = account;
            this.listener = listener;
        }

        @Override
        public void close() {
            watches.computeIfPresent(
                    account, (_, set) -> set.remove(this) && set.isEmpty() ? null : set);
        }
    }
}
