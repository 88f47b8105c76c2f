/// The commit point, through which everything goes that changes mail, the tree of mailboxes or an
/// account; the rules of each change; and what is remembered of mailboxes.
///
/// Start at [org.posthorn.mailbox.change.Commits]. Whoever wants to change something is a
/// [org.posthorn.mailbox.change.Work]: it names what it needs, and plans within a transaction what
/// is to become of it, as [org.posthorn.mailbox.change.Change] values in a
/// [org.posthorn.mailbox.change.Draft]. All the rest is done here, once: locks, versions, counts,
/// limits, rows, commit, publishing, telling.
///
/// The database decides: what is known of a mailbox in memory has a version, its highest
/// mod-sequence. A change begins by replacing that version in the database; where it was another,
/// what is known catches up within the transaction, and the change is planned anew.
///
/// Locks are taken in this order: trees', mailboxes', a connection; within a transaction rows as
/// [org.posthorn.mailbox.rows.MailTransaction] says. Monitors last, and over memory only.
@NullMarked
package org.posthorn.mailbox.change;

import org.jspecify.annotations.NullMarked;
