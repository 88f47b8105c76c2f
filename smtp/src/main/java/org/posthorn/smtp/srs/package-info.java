/// Rewriting of senders (SRS): mail that is forwarded leaves with a sender in a domain of ours, so
/// that the next server's SPF check passes, and what bounces finds its way back through us.
///
/// Start at [SenderRewriter]; [SrsSettings] says for which domain and with which secrets.
///
/// Knows addresses as text, and nothing of routes, the queue or the store.
///
/// All types are immutable and may be used by any thread.
///
/// An address that cannot be rewritten or restored is a value that says why: [Rewriting] and
/// [Restoration]. There are no exceptions but for settings that cannot be.
@NullMarked
package org.posthorn.smtp.srs;

import org.jspecify.annotations.NullMarked;
