package org.posthorn.mailbox.change;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.ModSequence;

/// Reads what is known of mailboxes, and keeps it up to date.
public final class States {
    /// How often what others change meanwhile is read anew before they are made to wait.
    private static final int PATIENCE = 5;

    private final MailStorage storage;
    private final CatchUp catchUp;
    private final RecentFloors floors;

    States(MailStorage storage, RecentFloors floors, CatchUp catchUp) {
        this.storage = storage;
        this.floors = floors;
        this.catchUp = catchUp;
    }

    /// Reads the mailbox's state unless it is there. Those who change the mailbox meanwhile wait
    /// for the last and short part of that at most.
    ///
    /// @return whether the mailbox exists
    boolean load(SharedMailbox mailbox) {
        if (mailbox.isDeleted()) {
            return false;
        }
        if (mailbox.hasState()) {
            return true;
        }
        mailbox.loading().lock();
        try {
            if (!mailbox.hasState()) {
                var rows = storage.reading(tx -> allRows(tx, mailbox.id()));
                if (rows.isEmpty() || !refresh(mailbox, rows.get())) {
                    return false;
                }
            }
            return true;
        } finally {
            mailbox.loading().unlock();
        }
    }

    /// What others have committed meanwhile may be in it, too.
    private static Optional<Known> allRows(MailTransaction tx, MailboxId mailbox) {
        return tx.mailboxes()
                .counters(mailbox)
                .map(counters -> new Known(counters, all(tx, mailbox, counters), null));
    }

    private static MailboxState all(MailTransaction tx, MailboxId id, MailboxCounters counters) {
        var loading = new MailboxState.Loading();
        tx.messages().forEach(id, counters.uidNext(), loading::add);
        return loading.finish(counters.uidNext(), counters.highestModSequence());
    }

    /// Brings what is known of a mailbox to the version that the database has now.
    ///
    /// @return whether the mailbox exists
    boolean refresh(SharedMailbox mailbox) {
        Known known = mailbox.known();
        return known == null || known.state() == null || refresh(mailbox, known);
    }

    private boolean refresh(SharedMailbox mailbox, Known from) {
        if (readAgain(mailbox, from)) {
            mailbox.wake();
        }
        return !mailbox.isDeleted();
    }

    /// In this process nobody changes the mailbox meanwhile; others may.
    ///
    /// @return whether there is something new to those who have it open
    private boolean readAgain(SharedMailbox mailbox, Known from) {
        mailbox.lock().lock();
        try {
            var fresh = storage.reading(tx -> stable(tx, mailbox.id(), from));
            if (fresh.isEmpty()) {
                fresh = storage.inTransaction(tx -> held(tx, mailbox.id(), from));
            }
            if (fresh.isEmpty()) {
                mailbox.publishDeleted();
                return true;
            }
            loadFloor(mailbox);
            return mailbox.publish(fresh.get());
        } finally {
            mailbox.lock().unlock();
        }
    }

    private Optional<Known> held(MailTransaction tx, MailboxId mailbox, Known from) {
        return tx.mailboxes().take(mailbox).map(now -> upTo(tx, mailbox, from, now));
    }

    private void loadFloor(SharedMailbox mailbox) {
        floors.floor(mailbox.id())
                .filter(floor -> floor.compareTo(mailbox.recentFloor()) > 0)
                .ifPresent(mailbox::setRecentFloor);
    }

    /// Reads until nobody has changed the mailbox meanwhile.
    private Optional<Known> stable(MailTransaction tx, MailboxId mailbox, Known from) {
        var before = tx.mailboxes().counters(mailbox);
        for (int tries = 0; before.isPresent() && tries < PATIENCE; tries++) {
            Known known = upTo(tx, mailbox, from, before.get());
            var after = tx.mailboxes().counters(mailbox);
            if (after.equals(before)) {
                return Optional.of(known);
            }
            before = after;
        }
        return Optional.empty();
    }

    /// What is known, as of other numbers; within a transaction that holds the mailbox's row, or
    /// where nobody has changed it meanwhile.
    Known upTo(MailTransaction tx, MailboxId mailbox, @Nullable Known known, MailboxCounters now) {
        var hidden = tx.pending().copyInto(mailbox).map(MassCopy::uids).orElse(null);
        var state =
                known == null || known.state() == null
                        ? null
                        : catchUp.apply(tx, mailbox, known.state(), now);
        return new Known(now, state, hidden);
    }

    static MailboxState changedRows(
            MailTransaction tx, MailboxId mailbox, MailboxState older, MailboxCounters now) {
        ModSequence since = older.highestModSequence();
        if (tx.mailboxes().forgottenUpTo(mailbox).compareTo(since) > 0) {
            return all(tx, mailbox, now);
        }
        var changed = new MailboxState.Loading();
        tx.messages().changedSince(mailbox, since, now.uidNext(), changed::add);
        return older.without(tx.expunged().since(mailbox, since))
                .with(changed.finish(now.uidNext(), now.highestModSequence()));
    }
}
