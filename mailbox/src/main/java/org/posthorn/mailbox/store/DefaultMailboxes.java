package org.posthorn.mailbox.store;

import java.util.Set;
import org.posthorn.mailbox.directory.AccountId;

/// The mailboxes of a new account, each with its special use (RFC 6154) and subscribed.
public final class DefaultMailboxes {
    private DefaultMailboxes() {}

    /// Adds them within the transaction that adds the account.
    public static void insert(MailTransaction tx, AccountId account) {
        insert(tx, account, "INBOX", Set.of());
        insert(tx, account, "Drafts", Set.of(SpecialUse.DRAFTS));
        insert(tx, account, "Sent", Set.of(SpecialUse.SENT));
        insert(tx, account, "Junk", Set.of(SpecialUse.JUNK));
        insert(tx, account, "Trash", Set.of(SpecialUse.TRASH));
        insert(tx, account, "Archive", Set.of(SpecialUse.ARCHIVE));
    }

    private static void insert(
            MailTransaction tx, AccountId account, String name, Set<SpecialUse> uses) {
        var mailbox = new MailboxName(name);
        tx.mailboxes().insert(account, mailbox, uses);
        tx.mailboxes().subscribe(account, mailbox);
    }
}
