package org.posthorn.mailbox.tree;

import java.util.Set;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.store.MailboxInfo;
import org.posthorn.mailbox.store.MailboxName;

/// A mailbox as a viewer reaches it.
///
/// @param info as its owner has it
/// @param name as the viewer says it
/// @param rights of the viewer
public record Reached(AccountId owner, MailboxInfo info, MailboxName name, Rights rights) {
    /// The mailbox as the viewer sees it: what it is to its owner, it is not to others.
    public MailboxInfo seen() {
        return name.equals(info.name())
                ? info
                : new MailboxInfo(info.id(), name, info.uidValidity(), Set.of());
    }

    public boolean may(Rights.Right right) {
        return rights.has(right);
    }
}
