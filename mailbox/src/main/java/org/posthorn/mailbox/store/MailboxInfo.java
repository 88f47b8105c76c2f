package org.posthorn.mailbox.store;

import java.util.Set;

/// A mailbox as LIST knows it.
public record MailboxInfo(
        MailboxId id, MailboxName name, UidValidity uidValidity, Set<SpecialUse> specialUses) {
    public MailboxInfo {
        specialUses = Set.copyOf(specialUses);
    }
}
