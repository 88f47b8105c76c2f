package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailboxRows.Version;
import org.posthorn.mailbox.store.MailboxId;

/// Learns what other stores over the same rows have changed: accounts are compared first, then the
/// mailboxes of those that differ, then rows.
public final class ElsewhereChanges {
    private final StoreParts parts;

    public ElsewhereChanges(StoreParts parts) {
        this.parts = parts;
    }

    /// Brings all that is known here up to date, and tells those who have mailboxes open.
    public void catchUp() {
        parts.grants().forget();
        for (AccountId account : parts.trees().known()) {
            parts.trees().reload(account);
        }
        var open = openByOwner();
        Map<AccountId, Long> numbers =
                parts.storage()
                        .reading(tx -> tx.accounts().changeNumbers(List.copyOf(open.keySet())));
        open.forEach((account, mailboxes) -> {
            Long number = numbers.get(account);
            if (number == null) {
                mailboxes.forEach(this::refresh);
            } else if (parts.seen().isNews(account, number)) {
                catchUp(account, mailboxes);
                parts.seen().saw(account, number);
            }
        });
    }

    private Map<AccountId, List<SharedMailbox>> openByOwner() {
        var byOwner = new HashMap<AccountId, List<SharedMailbox>>();
        for (MailboxId id : parts.open().ids()) {
            parts.open()
                    .find(id)
                    .ifPresent(mailbox -> {
                        Known known = mailbox.known();
                        if (known != null) {
                            byOwner.computeIfAbsent(
                                            known.counters().owner(), _ -> new ArrayList<>())
                                    .add(mailbox);
                        }
                    });
        }
        return byOwner;
    }

    private void catchUp(AccountId account, List<SharedMailbox> mailboxes) {
        var versions = new HashMap<MailboxId, Long>();
        for (Version version : parts.storage().reading(tx -> tx.mailboxes().versions(account))) {
            versions.put(version.mailbox(), version.highestModSequence().value());
        }
        for (SharedMailbox mailbox : mailboxes) {
            Known known = mailbox.known();
            Long version = versions.get(mailbox.id());
            if (known != null && (version == null || version != known.version())) {
                refresh(mailbox);
            } else if (mailbox.hasViewers()) {
                // Their rights may be others.
                mailbox.wake();
            }
        }
    }

    private void refresh(SharedMailbox mailbox) {
        parts.states().refresh(mailbox);
    }
}
