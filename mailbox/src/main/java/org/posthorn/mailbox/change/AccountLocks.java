package org.posthorn.mailbox.change;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import org.posthorn.mailbox.directory.AccountId;

/// Spares those who change one account's tree from meeting in the database.
final class AccountLocks {
    /// Trees are changed seldom and for a moment, so some may share a lock.
    private final ReentrantLock[] locks = new ReentrantLock[256];

    AccountLocks() {
        Arrays.setAll(locks, _ -> new ReentrantLock(true));
    }

    void locked(Collection<AccountId> accounts, Runnable action) {
        int[] numbers =
                accounts.stream()
                        .mapToInt(account -> (int) (account.value() % locks.length))
                        .sorted()
                        .distinct()
                        .toArray();
        int taken = 0;
        try {
            for (int number : numbers) {
                locks[number].lock();
                taken++;
            }
            action.run();
        } finally {
            for (int i = 0; i < taken; i++) {
                locks[numbers[i]].unlock();
            }
        }
    }
}
