package org.posthorn.mailbox.change;

import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.store.FailStop;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UnknownOutcomeException;

/// Finds out what became of a commit that a broken connection left open.
final class Outcomes {
    private final MailStorage storage;
    private final FailStop failStop;

    Outcomes(MailStorage storage, FailStop failStop) {
        this.storage = storage;
        this.failStop = failStop;
    }

    /// A version of a mailbox carries the number of the transaction that gave it.
    ///
    /// @return the draft, if it was committed
    /// @throws StoreException when it was not
    Draft lookUp(@Nullable Draft draft, long commit, UnknownOutcomeException unknown) {
        if (draft == null) {
            throw new StoreException("nothing was changed", unknown);
        }
        Outcome outcome;
        try {
            outcome = outcome(draft, commit);
        } catch (StoreException e) {
            unknown.addSuppressed(e);
            outcome = Outcome.UNKNOWN;
        }
        return switch (outcome) {
            case COMMITTED -> draft;
            case UNDONE -> throw new StoreException("nothing was changed", unknown);
            case UNKNOWN -> {
                failStop.end("a commit may be on disk or not", unknown);
                throw unknown;
            }
        };
    }

    private enum Outcome {
        COMMITTED,
        UNDONE,
        UNKNOWN
    }

    private Outcome outcome(Draft draft, long commit) {
        for (MailboxDraft mailbox : draft.mailboxes()) {
            if (mailbox.isChanged()) {
                return outcome(mailbox, commit);
            }
        }
        if (!draft.queue().isEmpty()) {
            return storage.reading(tx -> draft.queue().isWritten(tx))
                    ? Outcome.COMMITTED
                    : Outcome.UNKNOWN;
        }
        return draft.changes().isEmpty() && draft.expansions().isEmpty()
                ? Outcome.UNDONE
                : Outcome.UNKNOWN;
    }

    private Outcome outcome(MailboxDraft mailbox, long commit) {
        var id = mailbox.mailbox().id();
        var before = mailbox.before().highestModSequence();
        return storage.reading(tx -> {
            var counters = tx.mailboxes().counters(id);
            var last = tx.mailboxes().lastCommit(id);
            if (counters.isEmpty() || last.isEmpty()) {
                return Outcome.UNKNOWN;
            }
            if (last.get() == commit) {
                return Outcome.COMMITTED;
            }
            // A higher version may have been given after ours.
            return counters.get().highestModSequence().equals(before)
                    ? Outcome.UNDONE
                    : Outcome.UNKNOWN;
        });
    }
}
