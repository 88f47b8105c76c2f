package org.posthorn.mailbox.store;

/// The rows as one transaction sees them. Used by one thread, until the function that got it
/// returns.
public interface MailTransaction {
    MailboxRows mailboxes();

    MessageRows messages();

    BodyRows bodies();
}
