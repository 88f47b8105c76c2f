package org.posthorn.mailbox.directory;

import java.util.function.Function;

/// Where a directory's rows are kept. The rules are [AccountDirectory]'s; a storage has none.
public interface DirectoryStorage {
    /// Runs `query`, which only reads; it sees no change that is not committed.
    <T> T read(Function<DirectoryRows, T> query);

    /// Runs `change` in one transaction and commits: durable when this returns, undone when it
    /// throws.
    ///
    /// `change` may be run again when the database asks for it, so it changes nothing else.
    <T> T change(Function<DirectoryTransaction, T> change);
}
