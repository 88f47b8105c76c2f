package org.posthorn.bench;

import java.io.IOException;
import java.util.List;

/// A server with mailboxes: LMTP takes mail in, IMAP and POP3 hand it out.
sealed interface Peer extends Server permits PosthornPeer, DovecotPeer {
    /// Makes more accounts known; the server is running.
    void createAccounts(List<Account> accounts) throws IOException;

    int lmtpPort();

    int imapsPort();

    int pop3sPort();

    /// Whether an account with its mail can be removed while the server runs.
    boolean canRemoveAccounts();

    /// Removes an account with all its mail; returns when that is done.
    void removeAccount(Account account) throws IOException;
}
