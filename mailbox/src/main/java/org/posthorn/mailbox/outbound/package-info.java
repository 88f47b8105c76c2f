/// Mail that waits to go elsewhere: what its senders asked for, what the queue keeps of it, and the
/// changes that may be made to that.
///
/// Start with [QueueEntry], which is one recipient of one message, and [OutboundQueue], which hands
/// entries out as leases and takes back what became of them.
///
/// Values and interfaces only; the rows behind them are in `rows`, and who works on the queue is
/// not known here.
///
/// All values are immutable. A queue may be used by any thread.
///
/// What the storage cannot do is a `StoreException`; a lease that was lost is a
/// [LeaseLostException], and nothing was changed then.
@NullMarked
package org.posthorn.mailbox.outbound;

import org.jspecify.annotations.NullMarked;
