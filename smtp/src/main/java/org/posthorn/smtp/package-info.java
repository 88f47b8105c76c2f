/// Mail on its way: receiving it as MX, submission and LMTP server, deciding where it goes, keeping
/// it in the queue, and handing it on.
///
/// Start at the table of commands for what arrives, and at the queue for what leaves.
///
/// Stands on `mailbox` and `net`. Apache James' command chain is met in classes whose names begin
/// with `James`; rules, routes and replies are ours.
///
/// A session lives on its connection's virtual thread; the queue's workers are virtual threads of
/// their own and share nothing with sessions but the store.
///
/// `250` is said after the commit is on disk. What the client did wrong is a reply; what the world
/// did is `451`, logged once.
@NullMarked
package org.posthorn.smtp;

import org.jspecify.annotations.NullMarked;
