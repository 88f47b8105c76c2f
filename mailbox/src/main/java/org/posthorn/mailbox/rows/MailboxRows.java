package org.posthorn.mailbox.rows;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;

/// The numbers of mailboxes. A mailbox that is in no tree any more has none.
public interface MailboxRows {
    /// Adds the numbers of a new mailbox, which are [MailboxCounters#first].
    void insert(MailboxId mailbox, AccountId owner);

    /// Removes the numbers: from its commit on, nobody adds anything to the mailbox. Its messages
    /// and its keywords are still there.
    void delete(MailboxId mailbox);

    Optional<MailboxCounters> counters(MailboxId mailbox);

    /// Reads the numbers and holds their row until the commit.
    Optional<MailboxCounters> take(MailboxId mailbox);

    /// Replaces the numbers, if the mailbox's version is still `known`, and holds their row until
    /// the commit: whoever changes messages begins so.
    ///
    /// @param commit a number of the transaction, to look up later whether it was committed
    /// @return whether that was the version; otherwise nothing was done
    boolean advance(MailboxId mailbox, ModSequence known, MailboxCounters now, long commit);

    /// The number of the transaction that gave the mailbox its version.
    Optional<Long> lastCommit(MailboxId mailbox);

    /// A mailbox's version.
    record Version(MailboxId mailbox, ModSequence highestModSequence) {}

    /// The versions of all mailboxes of an account, in no order.
    List<Version> versions(AccountId owner);

    /// Messages from this UID up have been told to no session; empty when there is no such mailbox.
    Optional<Uid> recentFloor(MailboxId mailbox);

    /// Sets the first UID that is `\Recent`, unless it is that high already.
    void raiseRecentFloor(MailboxId mailbox, Uid floor);

    /// What was expunged up to this mod-sequence may have been forgotten.
    ModSequence forgottenUpTo(MailboxId mailbox);

    void setForgottenUpTo(MailboxId mailbox, ModSequence modSequence);

    /// The keywords that the mailbox's messages have or had, without regard to case different, in
    /// the spelling in which each came first.
    List<String> keywords(MailboxId mailbox);

    /// Adds those that are missing to them; whoever does holds the mailbox's row.
    void addKeywords(MailboxId mailbox, Collection<String> keywords);

    /// Removes the list, when no message is left that goes by it.
    void removeKeywords(MailboxId mailbox);

    /// The mailboxes after this one by id, for those who go through all of them.
    List<MailboxId> after(long id, int most);
}
