package org.posthorn.mailbox.store;

import java.util.Comparator;
import java.util.List;
import org.posthorn.mailbox.directory.AccountId;

/// Takes whole mailboxes out of the storage.
final class MailboxRemoval {
    private MailboxRemoval() {}

    /// Removes a mailbox's messages and itself.
    static void remove(MailTransaction tx, MailboxId mailbox, BodyPins.Release release) {
        release.release(tx.bodies(), removeRows(tx, mailbox));
    }

    private static BodyIds removeRows(MailTransaction tx, MailboxId mailbox) {
        // The mailbox's row first: whoever delivers into it waits there.
        var counters = tx.mailboxes().advance(mailbox, 0);
        if (counters.isEmpty()) {
            return new BodyIds();
        }
        var bodies = new BodyIds();
        tx.messages().forEach(mailbox, row -> bodies.add(row.body()));
        tx.messages().deleteAll(mailbox);
        tx.mailboxes().delete(mailbox);
        return bodies;
    }

    /// Removes all of an account. Nobody reads its mail any more, so no body is kept for readers.
    static List<MailboxId> removeAll(MailTransaction tx, AccountId account) {
        var ids =
                tx.mailboxes().of(account).stream()
                        .map(MailboxInfo::id)
                        .sorted(Comparator.comparingLong(MailboxId::value))
                        .toList();
        for (MailboxId id : ids) {
            removeRows(tx, id)
                    .forEachSlice(slice -> {
                        var unreferenced = tx.bodies().releaseReferences(slice);
                        tx.bodies().delete(unreferenced);
                    });
        }
        for (MailboxName name : tx.mailboxes().subscriptions(account)) {
            tx.mailboxes().unsubscribe(account, name);
        }
        return ids;
    }
}
