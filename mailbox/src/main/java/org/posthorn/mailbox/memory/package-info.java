/// A storage that keeps everything in memory, for tests of whatever stands on a store.
///
/// Start at [org.posthorn.mailbox.memory.MemoryStorage].
///
/// Layers: implements the rows of `store` as sorted maps; passes the contract tests that every
/// storage passes.
///
/// Threads: one lock; a transaction has the storage for itself.
///
/// Errors: a transaction that throws is undone, as on disk.
@NullMarked
package org.posthorn.mailbox.memory;

import org.jspecify.annotations.NullMarked;
