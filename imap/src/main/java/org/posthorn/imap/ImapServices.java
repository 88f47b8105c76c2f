package org.posthorn.imap;

import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.login.LoginGate;
import org.posthorn.mailbox.store.MailStore;

/// What IMAP stands on.
///
/// @param store where the mailboxes are
/// @param directory tells when an account is no longer to be served
/// @param logins who judges logins
/// @param meters counts what is done
public record ImapServices(
        MailStore store, Directory directory, LoginGate logins, ImapMeters meters) {}
