/// Mailboxes and messages: what SMTP, IMAP and POP3 store, change and read.
///
/// Start at [org.posthorn.mailbox.store.MailStore]: it leads to the mailboxes of an account, to an
/// open [org.posthorn.mailbox.store.Mailbox] and to the [org.posthorn.mailbox.store.MailboxState]
/// that all of its sessions share.
///
/// Layers: protocols call this package; behind it, `change` and `deliver` have the rules, over the
/// `rows` of a storage (in memory or JDBC) that knows nothing of protocols.
///
/// Threads: everything public here may be called from any thread. A change waits for those of the
/// same mailbox that came before it; reading waits for nobody, because states are immutable.
///
/// Errors: what a client asked for wrongly is a result value, or a
/// [org.posthorn.mailbox.store.KeywordLimitException], or a
/// [org.posthorn.mailbox.rights.NoRightException] for who has not the right to it; what the disk or
/// the database did is a [org.posthorn.mailbox.store.StoreException] when nothing was changed, and
/// an [org.posthorn.mailbox.store.UnknownOutcomeException] when nobody knows. What fails behind a
/// commit is mended here and told to nobody.
@NullMarked
package org.posthorn.mailbox.store;

import org.jspecify.annotations.NullMarked;
