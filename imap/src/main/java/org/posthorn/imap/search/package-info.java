/// SEARCH: which messages of a mailbox fulfil a condition (RFC 9051 section 6.4.4).
///
/// Start at [org.posthorn.imap.search.MessageSearch]. A search key becomes a `Condition`, which is
/// asked first with what is in memory of a message, and only where that does not decide, with its
/// summary and octets.
///
/// Layers: knows search keys and the store; knows nothing of responses and sessions.
///
/// Threads: a search is used by one thread.
///
/// Errors: a sequence number of no message is ignored; what the store cannot read is a
/// [org.posthorn.mailbox.store.StoreException].
@NullMarked
package org.posthorn.imap.search;

import org.jspecify.annotations.NullMarked;
