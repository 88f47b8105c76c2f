package org.posthorn.mailbox.change;

import java.util.Set;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SpecialUse;

/// The mailboxes of a new account, each with its special use (RFC 6154) and subscribed.
final class DefaultMailboxes {
    private DefaultMailboxes() {}

    static void make(TreeDraft tree) {
        make(tree, "INBOX", Set.of());
        make(tree, "Drafts", Set.of(SpecialUse.DRAFTS));
        make(tree, "Sent", Set.of(SpecialUse.SENT));
        make(tree, "Junk", Set.of(SpecialUse.JUNK));
        make(tree, "Trash", Set.of(SpecialUse.TRASH));
        make(tree, "Archive", Set.of(SpecialUse.ARCHIVE));
    }

    private static void make(TreeDraft tree, String name, Set<SpecialUse> uses) {
        var mailbox = new MailboxName(name);
        tree.make(mailbox, uses);
        tree.subscribe(mailbox);
    }
}
