package org.posthorn.mailbox.store;

import org.posthorn.mailbox.directory.DirectoryRows;

/// The rows as one transaction sees them. Used by one thread, until the function that got it
/// returns.
public interface MailTransaction {
    MailboxRows mailboxes();

    MessageRows messages();

    BodyRows bodies();

    DirectoryRows directory();
}
