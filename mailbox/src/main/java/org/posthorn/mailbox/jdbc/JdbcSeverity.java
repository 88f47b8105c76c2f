package org.posthorn.mailbox.jdbc;

/// What a database's refusal means for the transaction and for the process.
enum JdbcSeverity {
    /// The statement or the transaction failed; it has been, or can be, undone.
    REFUSED,

    /// Undone for the sake of others; it may succeed now.
    TRY_AGAIN,

    /// Undone because the disk has no room.
    FULL,

    /// The database itself has failed, and what is in memory may not be what is on disk.
    GONE
}
