package org.posthorn.pop3;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailbox.directory.AccountId;

/// Which maildrops have a session: one each (RFC 1939 section 4).
final class MaildropLocks {
    private final Set<AccountId> locked = ConcurrentHashMap.newKeySet();

    boolean tryLock(AccountId account) {
        return locked.add(account);
    }

    void unlock(AccountId account) {
        locked.remove(account);
    }
}
