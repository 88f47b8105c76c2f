/// The delivery log: what happened to each message, kept for some weeks, to be asked where a
/// message is and why.
///
/// Start with [DeliveryEvent], one line of it, and [DeliveryLog], which is asked; [LogPiece] is how
/// events are stored.
///
/// Events of mail that was taken in are a part of the commit that they tell of; refusals are
/// written in batches a little later. The rows are in `rows`; who writes, packs and searches them
/// is in `tracing`.
///
/// All values are immutable. A log may be used by any thread.
///
/// What the storage cannot do is a `StoreException`; octets that nobody has written so are a
/// [DamagedLogException].
@NullMarked
package org.posthorn.mailbox.deliverylog;

import org.jspecify.annotations.NullMarked;
