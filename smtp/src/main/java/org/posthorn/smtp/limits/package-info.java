/// How much each account may send, and when what it sends is unlike it.
///
/// Start at [org.posthorn.smtp.limits.SendingLimits], which is asked before each message and each
/// recipient that an account submits, and told of them.
///
/// Knows accounts and no protocol; `receive` asks it and turns its verdicts into replies.
///
/// Everything public is for all threads, and quick. Nothing is kept on disk: after a restart hours
/// begin anew, and what is usual of an account is learned again.
///
/// There are no errors but arguments that cannot be.
@NullMarked
package org.posthorn.smtp.limits;

import org.jspecify.annotations.NullMarked;
