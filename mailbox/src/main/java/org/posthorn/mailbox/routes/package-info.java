/// What an administrator has set up about where mail goes, beyond accounts and aliases: groups,
/// forwards, catch-alls, relays, journals and the like.
///
/// Start at [org.posthorn.mailbox.routes.RouteEntry], which lists all that there is to set up, and
/// [org.posthorn.mailbox.routes.Routes], which changes it and hands out the
/// [org.posthorn.mailbox.routes.RouteTable] of the moment.
///
/// Layers: stands on the directory, whose addresses it speaks of; a storage keeps its rows; what
/// follows from the entries for a message is decided by whoever receives it.
///
/// Threads: everything public may be called from any thread; entries and tables are immutable.
///
/// Errors: an entry that makes no sense by itself is an
/// [org.posthorn.mailbox.routes.InvalidRouteException]; one that does not fit what else there is is
/// a [org.posthorn.mailbox.directory.DirectoryOutcome]; what the database did is a
/// [org.posthorn.mailbox.store.StoreException].
@NullMarked
package org.posthorn.mailbox.routes;

import org.jspecify.annotations.NullMarked;
