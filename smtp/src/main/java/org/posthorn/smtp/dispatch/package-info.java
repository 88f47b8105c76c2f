/// Sends a message on its way: what was decided for its recipients becomes places in mailboxes,
/// entries of the queue and lines of the delivery log, in one commit.
///
/// Start with [Dispatcher]. [Reports] writes to senders what became of their mail, and
/// [ConfiguredHops] tells the queue where its destinations lead.
///
/// Stands on `route`, `queue`, `report` and `relay`; `receive` stands on it.
///
/// All types may be used by any thread.
///
/// What the store cannot do is a `StoreException`, and then nothing was kept.
@NullMarked
package org.posthorn.smtp.dispatch;

import org.jspecify.annotations.NullMarked;
