package org.posthorn.mailbox.memory;

import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.DefaultMailboxes;
import org.posthorn.mailbox.store.MailStore;
import org.posthorn.mailbox.store.StoreFixture;

final class MemoryFixture implements StoreFixture {
    private final MemoryStorage storage = new MemoryStorage();
    private long lastAccount;

    @Override
    public MailStore store() {
        return storage.store();
    }

    @Override
    public AccountId newAccount() {
        lastAccount++;
        var account = new AccountId(lastAccount);
        storage.inTransaction(tx -> {
            DefaultMailboxes.insert(tx, account);
            return true;
        });
        return account;
    }

    @Override
    public void removeAccount(AccountId account) {
        storage.removeMail(account);
    }

    @Override
    public void restart() {}

    @Override
    public int bodyCount() {
        return storage.bodyCount();
    }

    @Override
    public void close() {
        storage.close();
    }
}
