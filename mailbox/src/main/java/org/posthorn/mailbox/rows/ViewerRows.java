package org.posthorn.mailbox.rows;

import java.util.List;
import java.util.function.Consumer;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// Flags that are an account's own in a mailbox of somebody else.
public interface ViewerRows {
    /// One message's `\Seen` as one viewer has it; kept also when it was taken away, since that has
    /// a mod-sequence too.
    record ViewerFlag(Uid uid, boolean seen, ModSequence modSequence) {}

    /// A viewer and how many messages it has seen.
    record Viewer(AccountId account, int seen) {}

    /// In no order.
    List<Viewer> viewers(MailboxId mailbox);

    void addViewer(MailboxId mailbox, AccountId viewer);

    /// Adds to the number of messages that the viewer has seen.
    void addSeen(MailboxId mailbox, AccountId viewer, int change);

    /// The viewer's flags that changed after `since`, in ascending UID order; all of them for
    /// mod-sequence 1.
    void changedSince(
            MailboxId mailbox, AccountId viewer, ModSequence since, Consumer<ViewerFlag> action);

    /// Adds or replaces the viewer's flags.
    void set(MailboxId mailbox, AccountId viewer, List<ViewerFlag> flags);

    /// Removes what all viewers have of messages that go, and counts those they have seen less.
    void forget(MailboxId mailbox, UidSet uids);

    /// Removes some of what is left of a mailbox that is gone.
    ///
    /// @return whether that was all
    boolean sweep(MailboxId mailbox, int most);

    /// Removes some of the flags of a viewer whose account is gone; what it has seen stays counted
    /// until [#remove].
    ///
    /// @return whether none is left
    boolean clear(MailboxId mailbox, AccountId viewer, int most);

    /// Removes a viewer and all of its flags.
    void remove(MailboxId mailbox, AccountId viewer);

    /// The mailboxes in which the account is a viewer.
    List<MailboxId> of(AccountId viewer);
}
