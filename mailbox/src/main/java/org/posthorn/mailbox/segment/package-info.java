/// Octets of messages in append-only files beside the database.
///
/// A *segment* is a file; a *record* in it is one body: a header, frames that are compressed where
/// that pays, what was computed of it if that is large, and a table of the frames. A row of the
/// database says where the record is; nothing else does, so what no row names is waste, whatever it
/// looks like. After any start a new segment begins, and an old one is never written to again.
@NullMarked
package org.posthorn.mailbox.segment;

import org.jspecify.annotations.NullMarked;
