package org.posthorn.mailbox.jdbc;

import org.junit.jupiter.api.Nested;
import org.posthorn.mailbox.store.AppendContract;
import org.posthorn.mailbox.store.ContentContract;
import org.posthorn.mailbox.store.CopyContract;
import org.posthorn.mailbox.store.DeliveryContract;
import org.posthorn.mailbox.store.ExpungeContract;
import org.posthorn.mailbox.store.ManyRecipientsContract;
import org.posthorn.mailbox.store.StoreFixture;

/// The contracts in which there are octets, where these are in rows of the database.
final class OctetsInRowsStoreTest {
    @Nested
    final class Delivers extends DeliveryContract {
        @Override
        protected StoreFixture newFixture() {
            return new DerbyFixture(OctetsPlace.DATABASE);
        }
    }

    @Nested
    final class Appends extends AppendContract {
        @Override
        protected StoreFixture newFixture() {
            return new DerbyFixture(OctetsPlace.DATABASE);
        }
    }

    @Nested
    final class Expunges extends ExpungeContract {
        @Override
        protected StoreFixture newFixture() {
            return new DerbyFixture(OctetsPlace.DATABASE);
        }
    }

    @Nested
    final class Copies extends CopyContract {
        @Override
        protected StoreFixture newFixture() {
            return new DerbyFixture(OctetsPlace.DATABASE);
        }
    }

    @Nested
    final class ReadsContent extends ContentContract {
        @Override
        protected StoreFixture newFixture() {
            return new DerbyFixture(OctetsPlace.DATABASE);
        }
    }

    @Nested
    final class DeliversToMany extends ManyRecipientsContract {
        @Override
        protected StoreFixture newFixture() {
            return new DerbyFixture(OctetsPlace.DATABASE);
        }
    }
}
