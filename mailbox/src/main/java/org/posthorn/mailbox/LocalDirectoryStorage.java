package org.posthorn.mailbox;

import java.util.function.Function;
import org.posthorn.mailbox.change.AccountChanges;
import org.posthorn.mailbox.change.StoreParts;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DirectoryStorage;
import org.posthorn.mailbox.directory.DirectoryTransaction;

/// Keeps the directory beside the mail, so that an account comes and goes with its mailboxes in one
/// commit.
final class LocalDirectoryStorage implements DirectoryStorage {
    private final StoreParts parts;

    LocalDirectoryStorage(StoreParts parts) {
        this.parts = parts;
    }

    @Override
    public <T> T read(Function<DirectoryRows, T> query) {
        return parts.storage().reading(tx -> query.apply(tx.directory()));
    }

    @Override
    public <T> T change(Function<DirectoryTransaction, T> change) {
        return new AccountChanges(parts).change(change);
    }
}
