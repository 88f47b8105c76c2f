package org.posthorn.mailbox.change;

import java.util.List;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.ViewerRows.Viewer;
import org.posthorn.mailbox.store.MailboxId;

/// Removes what accounts that are gone have seen in a mailbox of somebody else.
final class ViewerSweep {
    /// Rows of one commit.
    private static final int SLICE = 500;

    private final StoreParts parts;
    private final MailboxId mailbox;

    ViewerSweep(StoreParts parts, MailboxId mailbox) {
        this.parts = parts;
        this.mailbox = mailbox;
    }

    void run() {
        for (AccountId viewer : parts.storage().reading(this::gone)) {
            boolean cleared = false;
            while (!cleared) {
                cleared =
                        parts.storage()
                                .inTransaction(tx -> tx.viewers().clear(mailbox, viewer, SLICE));
            }
            forget(viewer);
        }
    }

    private List<AccountId> gone(MailTransaction tx) {
        int viewers = tx.mailboxes().counters(mailbox).map(MailboxCounters::viewers).orElse(0);
        return viewers == 0
                ? List.of()
                : tx.viewers().viewers(mailbox).stream()
                        .map(Viewer::account)
                        .filter(account -> tx.accounts().counters(account).isEmpty())
                        .toList();
    }

    private void forget(AccountId viewer) {
        var shared = parts.open().retain(mailbox);
        try {
            parts.commits()
                    .run(
                            new MailboxWork<>(
                                    false,
                                    List.of(shared),
                                    false,
                                    draft -> forget(draft, shared, viewer)));
        } finally {
            parts.open().release(shared);
        }
    }

    private static boolean forget(Draft draft, SharedMailbox shared, AccountId viewer) {
        draft.find(shared).ifPresent(planned -> planned.forgetViewer(viewer));
        return true;
    }
}
