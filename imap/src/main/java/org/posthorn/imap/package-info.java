/// IMAP4rev1 and IMAP4rev2 (RFC 3501 and RFC 9051): grammar, commands and the answers to them.
///
/// Start at `Command`, which names every command and the state that permits it; its handler and its
/// transcript bear the same name.
///
/// Stands on `mailbox` and `net`. The grammar and the commands are our own, with no foreign types.
///
/// A session lives on its connection's virtual thread. What another session changed in a mailbox is
/// collected by the store and told between commands.
///
/// What the client did wrong is `BAD` or `NO`; what the world did is `NO [UNAVAILABLE]`, what we
/// did wrong is `NO [SERVERBUG]`, logged with its trace.
@NullMarked
package org.posthorn.imap;

import org.jspecify.annotations.NullMarked;
