package org.posthorn.imap;

import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxState;

/// A mailbox is selected (RFC 9051 section 3.3); what is permitted before it still is.
record Selected(Authenticated user, MailboxView view) implements SessionState {
    Mailbox mailbox() {
        return view.mailbox();
    }

    /// The mailbox as it is, told to the client or not.
    MailboxState current() {
        return mailbox().state();
    }
}
