package org.posthorn.mailbox.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.DirectoryTransaction;

/// Keeps the directory beside the mail, so that an account comes and goes with its mailboxes in one
/// commit; but where it has more messages than one commit can take, they go before it.
public final class LocalDirectoryStorage implements DirectoryStorage {
    private final MailStorage storage;
    private final LocalMailStore store;

    /// In the storage that `store` stands on.
    public LocalDirectoryStorage(MailStorage storage, LocalMailStore store) {
        this.storage = storage;
        this.store = store;
    }

    @Override
    public <T> T read(Function<DirectoryRows, T> query) {
        return storage.reading(tx -> query.apply(tx.directory()));
    }

    @Override
    public <T> T change(Function<DirectoryTransaction, T> change) {
        var removed = new ArrayList<MailboxId>();
        T result =
                storage.inTransaction(tx -> {
                    // The database may ask for another attempt.
                    removed.clear();
                    return change.apply(new Transaction(tx, removed));
                });
        store.removed(removed);
        return result;
    }

    @Override
    public void shrinkMailboxes(AccountId account) {
        store.shrinkAll(account);
    }

    private record Transaction(MailTransaction mail, List<MailboxId> removed)
            implements DirectoryTransaction {
        @Override
        public DirectoryRows rows() {
            return mail.directory();
        }

        @Override
        public void addMailboxes(AccountId account) {
            DefaultMailboxes.insert(mail, account);
        }

        @Override
        public void removeMailboxes(AccountId account) {
            removed.addAll(LocalMailStore.removeAll(mail, account));
        }
    }
}
