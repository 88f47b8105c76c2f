package org.posthorn.mailbox.change;

import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rights.NoRightException;
import org.posthorn.mailbox.rights.Rights;
import org.posthorn.mailbox.rights.Rights.Right;

/// What an account is to a mailbox that it has open: its owner, or a viewer with some rights and a
/// `\Seen` of its own.
///
/// @param rights at the beginning of what is done: nothing is asked for within a transaction
record Access(AccountId viewer, AccountId owner, Rights rights) {
    boolean isOwner() {
        return viewer.equals(owner);
    }

    boolean may(Right right) {
        return rights.has(right);
    }

    /// @throws NoRightException when it has not got all of these
    void require(Right... wanted) {
        for (Right right : wanted) {
            if (!may(right)) {
                throw new NoRightException(right);
            }
        }
    }
}
