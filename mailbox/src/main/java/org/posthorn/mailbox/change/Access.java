package org.posthorn.mailbox.change;

import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.NoRightException;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.tree.Grants;

/// What an account is to a mailbox that it has open: its owner, or a viewer with the rights that it
/// has at the moment, and a `\Seen` of its own.
record Access(Grants grants, AccountId viewer, AccountId owner, MailboxId mailbox) {
    boolean isOwner() {
        return viewer.equals(owner);
    }

    Rights rights() {
        return isOwner() ? Rights.ALL : grants.rights(viewer, mailbox);
    }

    boolean may(Right right) {
        return isOwner() || rights().has(right);
    }

    /// @throws NoRightException when it has not got all of these
    void require(Right... wanted) {
        if (isOwner()) {
            return;
        }
        var rights = rights();
        for (Right right : wanted) {
            if (!rights.has(right)) {
                throw new NoRightException(right);
            }
        }
    }
}
