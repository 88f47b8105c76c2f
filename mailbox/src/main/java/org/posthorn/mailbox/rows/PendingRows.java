package org.posthorn.mailbox.rows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// Work that goes on after the commit that began it, and over a crash.
public interface PendingRows {
    /// A large copy under way: its messages have the UIDs and the mod-sequence that they will be
    /// shown with.
    record MassCopy(MailboxId target, Uid firstUid, Uid lastUid, ModSequence modSequence) {
        public UidSet.Range uids() {
            return new UidSet.Range(firstUid.value(), lastUid.value());
        }
    }

    /// Notes a copy; there is at most one for each target.
    ///
    /// @return whether there was none
    boolean beginCopy(MassCopy copy);

    Optional<MassCopy> copyInto(MailboxId target);

    List<MassCopy> copies();

    /// Holds the row of the copy into this mailbox until the commit.
    ///
    /// @return whether there is one
    boolean holdCopy(MailboxId target);

    void endCopy(MailboxId target);

    /// A mailbox that was deleted.
    ///
    /// @param number rises in the order of commits
    /// @param swept whether nothing of it is left but this
    record Gone(MailboxId mailbox, AccountId owner, long number, boolean swept) {}

    /// Notes that a mailbox is gone, under the next number, whose row is held until the commit.
    void addGone(MailboxId mailbox, AccountId owner);

    /// Mailboxes of which something is left.
    List<MailboxId> unswept(int most);

    void setSwept(MailboxId mailbox);

    /// What went after `number`, in its order.
    List<Gone> goneSince(long number, int most);

    /// Forgets mailboxes that are swept, up to a number.
    void forgetGone(long upTo);

    /// The number of what went last.
    long lastGone();

    /// How far a follower has read what is gone; whoever is named here must be waited for.
    void setFollower(String name, long goneUpTo);

    void removeFollower(String name);

    /// How far the slowest follower has read; empty when there is none.
    Optional<Long> slowestFollower();

    /// A message for many, of which some have it already.
    ///
    /// @param placements a body that holds the encoded list
    /// @param next the place in the list that is to be delivered to next
    record Expansion(BodyId message, BodyId placements, int next, Instant arrived) {}

    void addExpansion(Expansion expansion);

    /// The expansions after this one by the message's id, for those who go through all of them.
    List<Expansion> expansions(long after, int most);

    Optional<Expansion> expansion(BodyId message);

    /// Notes where to go on, if it stood at `from`, and holds the row until the commit.
    ///
    /// @return whether it stood there
    boolean advanceExpansion(BodyId message, int from, int to);

    void endExpansion(BodyId message);

    /// What was computed of all bodies up to this one is of this version, or of a newer one.
    record Examined(int version, long upTo) {}

    Examined examined();

    void setExamined(Examined examined);
}
