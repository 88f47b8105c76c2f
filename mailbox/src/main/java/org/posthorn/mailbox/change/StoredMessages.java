package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.UidSet;

/// Reads whole rows for rows of a state.
final class StoredMessages {
    /// How many rows of others a range read may pass over for each that is wanted.
    private static final int SPARSENESS = 4;

    private StoredMessages() {}

    /// The rows in the same order; those that are gone are left out.
    ///
    /// @param rows in ascending UID order
    static List<StoredMessage> of(MailTransaction tx, MailboxId mailbox, List<MessageRow> rows) {
        long first = rows.getFirst().uid().value();
        long last = rows.getLast().uid().value();
        var found = new ArrayList<StoredMessage>(rows.size());
        if (last - first < (long) SPARSENESS * rows.size()) {
            int next = 0;
            for (StoredMessage message : tx.messages().in(mailbox, new UidSet.Range(first, last))) {
                while (next < rows.size()
                        && rows.get(next).uid().compareTo(message.row().uid()) < 0) {
                    next++;
                }
                if (next < rows.size() && rows.get(next).uid().equals(message.row().uid())) {
                    found.add(message);
                }
            }
        } else {
            rows.forEach(row -> tx.messages().find(mailbox, row.uid()).ifPresent(found::add));
        }
        return found;
    }
}
