package org.posthorn.mailbox.memory;

import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.RowsFixture;

/// A storage with nothing between two sides: both are the same.
final class MemoryRowsFixture implements RowsFixture {
    private final MemoryStorage storage = new MemoryStorage();

    @Override
    public MailStorage one() {
        return storage;
    }

    @Override
    public MailStorage other() {
        return storage;
    }

    @Override
    public void close() {
        storage.close();
    }
}
