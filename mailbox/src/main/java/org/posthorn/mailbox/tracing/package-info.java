/// Keeps the delivery log: notes what is no part of a commit, packs what is of the past, forgets
/// what is old, and finds what happened to a message.
///
/// Start with [KeptDeliveryLog], which is all of it; `Notes` holds back floods, `Packing` makes
/// large pieces of small ones, `Search` answers.
///
/// Layers: over `rows`, below `Mail`; the events and their encoding are in `deliverylog`.
///
/// Threads: one writes each second what was noted, one packs. Whoever notes something waits for
/// neither.
///
/// Errors: what the storage cannot do is a `StoreException`, in the background a line of the log; a
/// piece that is damaged is left out of an answer, and said in the log.
@NullMarked
package org.posthorn.mailbox.tracing;

import org.jspecify.annotations.NullMarked;
