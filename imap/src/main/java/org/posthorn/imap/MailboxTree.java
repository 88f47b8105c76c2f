package org.posthorn.imap;

import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;
import org.posthorn.mailbox.store.SpecialUse;

/// The mailboxes and subscriptions of an account, as LIST and LSUB look at them.
record MailboxTree(
        NavigableMap<MailboxName, MailboxInfo> existing, SortedSet<MailboxName> subscribed) {

    static MailboxTree of(Mailboxes mailboxes) {
        return new MailboxTree(mailboxes.byName(), mailboxes.subscriptions());
    }

    boolean isSubscribed(MailboxName name) {
        return subscribed.contains(name);
    }

    /// Names that begin alike stand together, so the first below `name` follows what `name/` would.
    boolean hasChildren(MailboxName name) {
        for (MailboxName next : existing.tailMap(name, false).keySet()) {
            if (next.isBelow(name)) {
                return true;
            }
            if (!next.value().startsWith(name.value())) {
                return false;
            }
        }
        return false;
    }

    Set<SpecialUse> uses(MailboxName name) {
        MailboxInfo mailbox = existing.get(name);
        return mailbox == null ? Set.of() : mailbox.specialUses();
    }
}
