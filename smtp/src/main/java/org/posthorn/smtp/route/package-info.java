/// Where a message goes: one ordered list of rules, followed for each recipient, and a result that
/// says why.
///
/// Start at [org.posthorn.smtp.route.Router] and what it returns, a
/// [org.posthorn.smtp.route.RouteTree]; the rules stand in order in `LocalRules`.
///
/// Layers: stands on the directory and the routes of `mailbox`; receiving asks here and acts on the
/// answer, of which the queue sees addresses and names of destinations only.
///
/// Threads: a router may be asked by any thread; trees are immutable.
///
/// Errors: a recipient that is not accepted is a [org.posthorn.smtp.route.RouteNode.Refuse] in its
/// tree; what the database did is a [org.posthorn.mailbox.store.StoreException].
@NullMarked
package org.posthorn.smtp.route;

import org.jspecify.annotations.NullMarked;
