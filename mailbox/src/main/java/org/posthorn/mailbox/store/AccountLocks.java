package org.posthorn.mailbox.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.posthorn.mailbox.directory.AccountId;

/// Locks for changes of an account's list of mailboxes. Each account has its own, because one is
/// held while a mailbox with all its messages is deleted.
final class AccountLocks {
    private final ConcurrentHashMap<AccountId, ReentrantLock> locks = new ConcurrentHashMap<>();

    ReentrantLock of(AccountId account) {
        return locks.computeIfAbsent(account, _ -> new ReentrantLock());
    }
}
