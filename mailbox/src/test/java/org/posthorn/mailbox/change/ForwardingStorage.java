package org.posthorn.mailbox.change;

import java.util.function.Function;
import org.posthorn.mailbox.memory.MemoryStorage;
import org.posthorn.mailbox.outbound.QueueId;
import org.posthorn.mailbox.rows.BodyOctets;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;

/// Rows in memory, for tests that do something around transactions.
abstract class ForwardingStorage implements MailStorage {
    private final MailStorage rows = new MemoryStorage();

    @Override
    public <T> T inTransaction(Function<MailTransaction, T> work) {
        return rows.inTransaction(work);
    }

    @Override
    public <T> T reading(Function<MailTransaction, T> work) {
        return rows.reading(work);
    }

    @Override
    public final BodyOctets octets() {
        return rows.octets();
    }

    @Override
    public final MailboxId newMailboxId() {
        return rows.newMailboxId();
    }

    @Override
    public final BodyId newBodyId() {
        return rows.newBodyId();
    }

    @Override
    public final QueueId newQueueId() {
        return rows.newQueueId();
    }

    @Override
    public final long newEmailId() {
        return rows.newEmailId();
    }

    @Override
    public final void close() {
        rows.close();
    }
}
