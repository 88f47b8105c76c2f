package org.posthorn.mailbox.change;

import java.util.Comparator;
import java.util.List;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.StoreException;

/// The rows of a large copy that does not show yet. Whoever writes them holds the row of the copy,
/// which goes together with its mailbox.
final class HiddenRows {
    private static final int SLICE = 500;

    private HiddenRows() {}

    static void add(MailTransaction tx, MassCopy copy, List<StoredMessage> messages) {
        if (!tx.pending().holdCopy(copy.target())) {
            throw new StoreException("the mailbox has been deleted");
        }
        tx.messages().insert(copy.target(), messages);
        tx.bodies().addReferences(bodies(messages.stream().map(StoredMessage::row).toList()));
    }

    private static List<BodyId> bodies(List<MessageRow> rows) {
        return rows.stream()
                .map(MessageRow::body)
                .sorted(Comparator.comparingLong(BodyId::value))
                .toList();
    }

    /// Removes what was written of a copy that will not show, and the copy.
    static void remove(MailStorage storage, MassCopy copy) {
        boolean more = true;
        while (more) {
            more = storage.inTransaction(tx -> removeSome(tx, copy));
        }
    }

    private static boolean removeSome(MailTransaction tx, MassCopy copy) {
        if (!tx.pending().holdCopy(copy.target())) {
            // The mailbox is gone, and all of it is swept.
            return false;
        }
        var rows =
                tx.messages().from(copy.target(), copy.firstUid(), SLICE).stream()
                        .filter(row -> row.uid().compareTo(copy.lastUid()) <= 0)
                        .toList();
        if (rows.isEmpty()) {
            tx.pending().endCopy(copy.target());
            return false;
        }
        tx.messages().delete(copy.target(), rows);
        Bodies.release(tx, bodies(rows));
        return true;
    }
}
