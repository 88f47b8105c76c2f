package org.posthorn.imap;

import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.store.Mailboxes;

/// Somebody has logged in and no mailbox is selected (RFC 9051 section 3.2).
///
/// @param mailboxes the account's
record Authenticated(Account account, Mailboxes mailboxes) implements SessionState {}
