package org.posthorn.mailbox.twostores;

import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.rows.MailStorage;

final class TwoStoresInMemoryTest extends TwoStoresContract {
    private final MemoryStorage rows = new MemoryStorage();

    @Override
    protected MailStorage one() {
        return rows;
    }

    @Override
    protected MailStorage other() {
        return rows;
    }
}
