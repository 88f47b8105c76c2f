package org.posthorn.mailbox.store;

import java.util.concurrent.locks.ReentrantLock;
import org.posthorn.mailbox.directory.AccountId;

/// Locks for changes of an account's list of mailboxes; some accounts share one.
final class AccountLocks {
    private static final int COUNT = 64;

    private final ReentrantLock[] locks = new ReentrantLock[COUNT];

    AccountLocks() {
        for (int i = 0; i < COUNT; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    ReentrantLock of(AccountId account) {
        return locks[(int) (account.value() % COUNT)];
    }
}
