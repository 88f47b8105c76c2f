package org.posthorn.mailbox.jdbc;

import java.time.InstantSource;
import org.posthorn.mailbox.body.DiskReserve;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.routes.RouteRows;
import org.posthorn.mailbox.rows.AccountRows;
import org.posthorn.mailbox.rows.BodyRows;
import org.posthorn.mailbox.rows.DeliveryLogRows;
import org.posthorn.mailbox.rows.ExpungedRows;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxRows;
import org.posthorn.mailbox.rows.MessageRows;
import org.posthorn.mailbox.rows.PendingRows;
import org.posthorn.mailbox.rows.QueueRows;
import org.posthorn.mailbox.rows.TreeRows;
import org.posthorn.mailbox.rows.ViewerRows;

/// The mail's rows within a transaction of the database.
record JdbcMailTransaction(
        TreeRows trees,
        MailboxRows mailboxes,
        MessageRows messages,
        ExpungedRows expunged,
        ViewerRows viewers,
        BodyRows bodies,
        AccountRows accounts,
        PendingRows pending,
        QueueRows queue,
        DeliveryLogRows deliveryLog,
        DirectoryRows directory,
        RouteRows routes)
        implements MailTransaction {

    /// @param bodies over the same transaction
    static JdbcMailTransaction over(
            JdbcTransaction tx, JdbcBodyRows bodies, JdbcIds ids, KeywordLists lists) {
        var keywords = new JdbcKeywords(tx, lists);
        return new JdbcMailTransaction(
                new JdbcTreeRows(tx),
                new JdbcMailboxRows(tx, keywords),
                new JdbcMessageRows(tx, keywords),
                new JdbcExpungedRows(tx),
                new JdbcViewerRows(tx),
                bodies,
                new JdbcAccountRows(tx),
                new JdbcPendingRows(tx),
                new JdbcQueueRows(tx, InstantSource.system()),
                new JdbcDeliveryLogRows(tx, ids),
                new JdbcDirectoryRows(tx, ids),
                new JdbcRouteRows(tx));
    }

    /// The same on a disk that must have room for what is added.
    JdbcMailTransaction claiming(DiskReserve.Claim claim) {
        return new JdbcMailTransaction(
                trees,
                mailboxes,
                new ClaimingMessageRows(messages, claim),
                expunged,
                viewers,
                new ClaimingBodyRows(bodies, claim),
                accounts,
                pending,
                new ClaimingQueueRows(queue, claim),
                deliveryLog,
                directory,
                routes);
    }
}
