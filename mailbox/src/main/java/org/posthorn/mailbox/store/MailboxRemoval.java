package org.posthorn.mailbox.store;

import java.util.Comparator;
import java.util.List;
import org.posthorn.mailbox.directory.AccountId;

/// Takes whole mailboxes out of the storage.
final class MailboxRemoval {
    private MailboxRemoval() {}

    /// Before a removal, expunges what is too much for one commit, in commits of their own: a
    /// server that dies of a removal would die again at each attempt, and so the next one goes on.
    ///
    /// @param most what that commit may remove
    /// @return how many messages are left to it
    static int shrink(StoreParts parts, MailboxId mailbox, int most) {
        var shared = parts.open().retain(mailbox);
        try {
            if (!SharedMailbox.changing(List.of(shared), shared::load)) {
                return 0;
            }
            if (shared.state().size() > most) {
                new MessageChanges(parts, shared).expunge(UidSet.ALL, _ -> true);
            }
            return shared.state().size();
        } finally {
            parts.open().release(shared);
        }
    }

    /// Does so before [#removeAll].
    static void shrinkAll(StoreParts parts, AccountId account) {
        int room = MessageChanges.MOST_AT_ONCE;
        for (MailboxInfo info : parts.storage().reading(tx -> tx.mailboxes().of(account))) {
            room = Math.max(0, room - shrink(parts, info.id(), room));
        }
    }

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
