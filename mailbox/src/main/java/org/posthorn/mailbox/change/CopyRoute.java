package org.posthorn.mailbox.change;

import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.UidValidity;

/// From where to where messages are copied, and what the account that wants it is to both.
record CopyRoute(
        SharedMailbox source,
        Access sourceAccess,
        SharedMailbox target,
        Access targetAccess,
        UidValidity targetValidity) {

    MailboxState sourceState() {
        return source.state(sourceAccess);
    }

    /// What may be set on the copies.
    FlagRights targetFlags() {
        return FlagRights.of(targetAccess.rights());
    }
}
