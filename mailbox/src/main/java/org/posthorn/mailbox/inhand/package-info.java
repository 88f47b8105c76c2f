/// What the process has in hand, remembered beyond its death: a message that was in hand when it
/// died twice is set aside, so that a hostile one cannot kill it again and again.
///
/// Start at [org.posthorn.mailbox.inhand.InHand].
///
/// Layers: stands below all others; it knows messages by a key only.
///
/// Threads: everything may be called from any thread.
///
/// Errors: none that keep a server from its work; what cannot be read or written is one line of the
/// log.
@NullMarked
package org.posthorn.mailbox.inhand;

import org.jspecify.annotations.NullMarked;
