/// IMAP commands: from octets to valid values.
///
/// Start at [org.posthorn.imap.command.Command], the table of all commands; `CommandReader` turns a
/// connection's octets into them.
///
/// Layers: knows the store's values (names, flags, UIDs), not its mailboxes; knows nothing of
/// sessions.
///
/// Threads: values are immutable; a reader belongs to one connection.
///
/// Errors: what a client did wrong is a [org.posthorn.imap.command.Refusal], and the session goes
/// on; a [org.posthorn.imap.command.CommandTooLongException] means that it cannot, because staying
/// in step would cost too much.
@NullMarked
package org.posthorn.imap.command;

import org.jspecify.annotations.NullMarked;
