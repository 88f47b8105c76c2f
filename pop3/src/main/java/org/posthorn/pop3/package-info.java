/// POP3 (RFC 1939) with its extensions: one mailbox, INBOX, read and emptied.
///
/// Start at the table of commands.
///
/// Stands on `mailbox` and `net`. Apache James' command chain is met in classes whose names begin
/// with `James`.
///
/// A session lives on its connection's virtual thread and sees INBOX as it was at login until it
/// quits.
///
/// What the client did wrong is `-ERR`; what the world did is `-ERR [SYS/TEMP]`, logged once.
/// Nothing is deleted before `QUIT` is committed.
@NullMarked
package org.posthorn.pop3;

import org.jspecify.annotations.NullMarked;
