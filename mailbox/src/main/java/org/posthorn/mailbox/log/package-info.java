/// What the log says of events, in one form that people and programs read.
///
/// Start at [org.posthorn.mailbox.log.EventLine], one line for one event;
/// [org.posthorn.mailbox.log.FailureLog] keeps a failure that goes on from flooding the log.
///
/// Layers: stands below all others; it writes to the loggers that it is given.
///
/// Threads: a line belongs to one thread, a failure log to all.
///
/// Errors: none.
@NullMarked
package org.posthorn.mailbox.log;

import org.jspecify.annotations.NullMarked;
