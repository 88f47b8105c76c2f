package org.posthorn.mailbox.routes;

import java.util.function.Function;
import org.posthorn.mailbox.directory.DirectoryRows;

/// Where the entries' rows are kept, beside those of the directory.
public interface RouteStorage {
    /// The rows as one transaction sees them.
    interface Rows {
        RouteRows routes();

        DirectoryRows directory();
    }

    /// Runs `query`, which only reads; it sees no change that is not committed.
    <T> T read(Function<Rows, T> query);

    /// Runs `change` in one transaction and commits: durable when this returns, undone when it
    /// throws.
    ///
    /// `change` may be run again when the database asks for it, so it changes nothing else.
    <T> T change(Function<Rows, T> change);
}
