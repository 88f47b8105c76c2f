package org.posthorn.mailbox.memory;

import org.junit.jupiter.api.Nested;
import org.posthorn.mailbox.rows.AccountRowsContract;
import org.posthorn.mailbox.rows.BodyRowsContract;
import org.posthorn.mailbox.rows.DeliveryLogRowsContract;
import org.posthorn.mailbox.rows.ExpungedRowsContract;
import org.posthorn.mailbox.rows.KeywordRowsContract;
import org.posthorn.mailbox.rows.MailboxRowsContract;
import org.posthorn.mailbox.rows.MessageRowsContract;
import org.posthorn.mailbox.rows.PendingRowsContract;
import org.posthorn.mailbox.rows.QueueRowsContract;
import org.posthorn.mailbox.rows.RowsFixture;
import org.posthorn.mailbox.rows.TransactionContract;
import org.posthorn.mailbox.rows.TreeRowsContract;
import org.posthorn.mailbox.rows.ViewerRowsContract;
import org.posthorn.mailbox.tracing.DeliveryLogContract;

/// The rows in memory keep every contract.
final class MemoryRowsTest {
    @Nested
    final class Trees extends TreeRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Mailboxes extends MailboxRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Keywords extends KeywordRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Messages extends MessageRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Expunged extends ExpungedRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Viewers extends ViewerRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Bodies extends BodyRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Accounts extends AccountRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Pending extends PendingRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Queue extends QueueRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class DeliveryLog extends DeliveryLogRowsContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Tracing extends DeliveryLogContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }

    @Nested
    final class Transactions extends TransactionContract {
        @Override
        protected RowsFixture newFixture() {
            return new MemoryRowsFixture();
        }
    }
}
