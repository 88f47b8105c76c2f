/// The log: one line for each record, on standard error.
///
/// Start at [org.posthorn.server.logging.Logging].
///
/// Layers: everything logs through `java.lang.System.Logger`; only this package knows that
/// `java.util.logging` stands behind it.
///
/// Threads: any thread logs; records are written whole, one after the other.
///
/// Errors: what cannot be written to standard error is lost; nothing waits for it.
@NullMarked
package org.posthorn.server.logging;

import org.jspecify.annotations.NullMarked;
