package org.posthorn.mailbox.change;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.store.BodyId;

/// Counts how many messages show each body.
public final class Bodies {
    private Bodies() {}

    /// Counts one message less for each mention of a body; those that no message shows are deleted
    /// some time later.
    public static void release(MailTransaction tx, List<BodyId> mentions) {
        if (!mentions.isEmpty()) {
            var sorted = mentions.stream().sorted(Comparator.comparingLong(BodyId::value)).toList();
            tx.bodies().retire(tx.bodies().releaseReferences(sorted), Instant.now());
        }
    }
}
