/// Who has mail here: domains, accounts, aliases, and how an account proves that it is itself.
///
/// Start at [org.posthorn.mailbox.directory.Directory]; protocols ask
/// [org.posthorn.mailbox.directory.Authenticator] whether a login is right.
///
/// Layers: protocols and the admin API call this package; a storage (in memory or JDBC) keeps its
/// rows.
///
/// Threads: everything public may be called from any thread.
///
/// Errors: an address that is none is an [org.posthorn.mailbox.directory.InvalidAddressException];
/// what an administrator asked for wrongly is a result value; what the database did is a
/// [org.posthorn.mailbox.store.StoreException].
@NullMarked
package org.posthorn.mailbox.directory;

import org.jspecify.annotations.NullMarked;
