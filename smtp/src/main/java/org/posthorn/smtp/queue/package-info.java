/// The schedule of mail that goes elsewhere: who works on which entry of the durable queue, when,
/// over which connection, and what is written down of it.
///
/// Start with [org.posthorn.smtp.queue.Scheduler], then `Plan`, which decides, and `Worker`, which
/// takes groups of recipients to another server; `Settling` writes down what became of them.
///
/// Stands on the durable queue of `mailbox.outbound` and on `relay`; knows nothing of receiving, of
/// rules and of how reports look: those come in through `NextHops` and `Notices`.
///
/// Every worker is a virtual thread that blocks. What they share is in `Plan`, behind one lock that
/// is never held while anything blocks; each piece of time-driven work has a thread of its own, so
/// nothing waits for another destination.
///
/// What another server says is a value. What the storage cannot do is logged and tried again while
/// the lease lasts; an entry that makes us fail is put off like one that was deferred. Whatever is
/// given up comes back when its lease ends.
@NullMarked
package org.posthorn.smtp.queue;

import org.jspecify.annotations.NullMarked;
