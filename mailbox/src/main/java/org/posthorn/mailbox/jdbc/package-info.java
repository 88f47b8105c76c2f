/// The store and the directory in a relational database: Apache Derby, embedded.
///
/// Start at [org.posthorn.mailbox.jdbc.DerbyStorage], which opens a data directory; the tables are
/// explained in `0001-first.sql` among the resources.
///
/// Layers: implements the rows of `store` and `directory`, over the files of `derby`. Only `Derby…`
/// classes know Derby; the `Jdbc…` classes hold SQL that PostgreSQL understands too.
/// `--DERBY-PROPERTIES` in it is a comment to all others; to Derby it names the index (decision
/// 0013), and a test holds that none is left to its choice.
///
/// Threads: a connection belongs to one thread from the start of a transaction to its end; the pool
/// hands them out.
///
/// Errors: what the database refuses is a [org.posthorn.mailbox.store.StoreException], thrown by
/// [org.posthorn.mailbox.jdbc.JdbcDatabase]; deadlocks it tries again. What leaves in doubt what is
/// on disk ends the process (decision 0014).
@NullMarked
package org.posthorn.mailbox.jdbc;

import org.jspecify.annotations.NullMarked;
