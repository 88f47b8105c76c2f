package org.posthorn.mailbox.rows;

import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.routes.RouteRows;

/// The rows as one transaction sees them. Used by one thread, until the function that got it
/// returns.
///
/// Every transaction takes the rows that it changes in one order: trees, then mailboxes, then all
/// that belongs to them, entries of the queue and the references of bodies, then accounts; each
/// kind by ascending ids.
public interface MailTransaction {
    TreeRows trees();

    MailboxRows mailboxes();

    MessageRows messages();

    ExpungedRows expunged();

    ViewerRows viewers();

    BodyRows bodies();

    AccountRows accounts();

    PendingRows pending();

    QueueRows queue();

    DeliveryLogRows deliveryLog();

    DirectoryRows directory();

    RouteRows routes();
}
