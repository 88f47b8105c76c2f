package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.OverLimitException;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// The commit point: everything that changes goes through here.
///
/// A work is planned by what is known in memory. Then the transaction replaces the versions that
/// the plan went by, which fails where somebody else has changed something; only after that it
/// writes. The second try holds the rows first, catches up, and plans then.
public final class Commits {
    private final ChangeParts parts;
    private final Publishing publishing;
    private final Outcomes outcomes;
    private final Groups groups = new Groups(this::commit);
    private final AccountLocks trees = new AccountLocks();

    /// @param failStop called when nobody knows what is on disk
    Commits(ChangeParts parts, Followers followers, FailStop failStop) {
        this.parts = parts;
        this.publishing = new Publishing(parts, followers);
        this.outcomes = new Outcomes(parts.storage(), failStop);
    }

    /// Does a work, perhaps in one commit with others that wait: it is on disk when this returns,
    /// and not done when it throws.
    ///
    /// @return what its plan found out
    /// @throws OverLimitException when an account has no room for it
    public <T> T run(Work<T> work) {
        if (work.trees().isEmpty()) {
            groups.run(work);
        } else {
            trees.locked(work.trees(), () -> groups.run(work));
        }
        return work.planned();
    }

    /// Commits works together, under the locks of their mailboxes, and publishes what they did.
    ///
    /// @return to be called without those locks
    private Runnable commit(List<? extends Work<?>> works) {
        var overLimit = new HashSet<AccountId>();
        boolean hold = false;
        while (true) {
            try {
                return publishing.publish(tryToCommit(works, overLimit, hold));
            } catch (ChangeWriter.Stale e) {
                if (hold) {
                    throw new StoreException("a mailbox changes under the row that is held", e);
                }
                hold = true;
            } catch (ChangeWriter.NoRoom e) {
                planWithout(works, overLimit, e);
            }
        }
    }

    /// Where one of several works cannot, each is tried alone then.
    private static void planWithout(
            List<? extends Work<?>> works, Set<AccountId> overLimit, ChangeWriter.NoRoom refusal) {
        boolean canAll = works.stream().allMatch(Work::canDoWithout);
        if (!canAll || !overLimit.addAll(refusal.accounts())) {
            throw refusal.isOfExisting()
                    ? new OverLimitException("the account has as much mail as it may have")
                    : new StoreException("the account has been removed");
        }
    }

    private Draft tryToCommit(
            List<? extends Work<?>> works, Set<AccountId> overLimit, boolean hold) {
        long commit = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        var last = new Last();
        try {
            return parts.storage()
                    .inTransaction(tx -> {
                        var draft = new Draft(parts, tx, overLimit);
                        last.draft = draft;
                        plan(draft, works, hold);
                        new ChangeWriter(draft, parts.retention()).write(commit);
                        return draft;
                    });
        } catch (UnknownOutcomeException e) {
            return outcomes.lookUp(last.draft, commit, e);
        }
    }

    /// The draft of the last attempt.
    private static final class Last {
        private @Nullable Draft draft;
    }

    private static void plan(Draft draft, List<? extends Work<?>> works, boolean hold) {
        var mailboxes = new LinkedHashSet<SharedMailbox>();
        var accounts = new ArrayList<AccountId>();
        for (Work<?> work : works) {
            mailboxes.addAll(work.mailboxes());
            accounts.addAll(work.trees());
        }
        draft.takeTrees(accounts);
        draft.takeMailboxes(mailboxes, hold);
        works.forEach(draft::plan);
    }
}
