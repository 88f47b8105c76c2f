package org.posthorn.mailbox;

import java.util.function.Function;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.routes.RouteRows;
import org.posthorn.mailbox.routes.RouteStorage;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;

/// Keeps the routes beside the mail. No mailbox depends on them, so they do not pass through the
/// commit point of mail.
record LocalRouteStorage(MailStorage storage) implements RouteStorage {
    private record Within(MailTransaction transaction) implements Rows {
        @Override
        public RouteRows routes() {
            return transaction.routes();
        }

        @Override
        public DirectoryRows directory() {
            return transaction.directory();
        }
    }

    @Override
    public <T> T read(Function<Rows, T> query) {
        return storage.reading(tx -> query.apply(new Within(tx)));
    }

    @Override
    public <T> T change(Function<Rows, T> change) {
        return storage.inTransaction(tx -> change.apply(new Within(tx)));
    }
}
