package org.posthorn.mailbox.memory;

import org.junit.jupiter.api.Nested;
import org.posthorn.mailbox.store.AppendContract;
import org.posthorn.mailbox.store.ContentContract;
import org.posthorn.mailbox.store.CopyContract;
import org.posthorn.mailbox.store.DeliveryContract;
import org.posthorn.mailbox.store.ExpungeContract;
import org.posthorn.mailbox.store.FlagContract;
import org.posthorn.mailbox.store.KeywordContract;
import org.posthorn.mailbox.store.MailboxTreeContract;
import org.posthorn.mailbox.store.ManyMessagesContract;
import org.posthorn.mailbox.store.ManyRecipientsContract;
import org.posthorn.mailbox.store.MassChangesContract;
import org.posthorn.mailbox.store.OutboundQueueContract;
import org.posthorn.mailbox.store.StatusContract;
import org.posthorn.mailbox.store.StoreFixture;
import org.posthorn.mailbox.store.ViewersContract;

/// The store in memory keeps every contract.
final class MemoryStoreTest {
    @Nested
    final class Viewers extends ViewersContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class Delivers extends DeliveryContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class Queues extends OutboundQueueContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class Appends extends AppendContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class ChangesFlags extends FlagContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class Expunges extends ExpungeContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class Copies extends CopyContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class KeepsTrees extends MailboxTreeContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class TellsStatus extends StatusContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class ReadsContent extends ContentContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class ChangesMany extends ManyMessagesContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class LimitsKeywords extends KeywordContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class DeliversToMany extends ManyRecipientsContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }

    @Nested
    final class ChangesMasses extends MassChangesContract {
        @Override
        protected StoreFixture newFixture() {
            return new MemoryFixture();
        }
    }
}
