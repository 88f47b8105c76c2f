package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.MailboxCounters;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.rows.ViewerRows.ViewerFlag;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;

/// Reads what is known of mailboxes, and keeps it up to date.
public final class States {
    /// How often what others change meanwhile is read anew before they are made to wait.
    static final int PATIENCE = 5;

    /// No change of a message has so low a mod-sequence.
    private static final ModSequence BEFORE_ALL = new ModSequence(1);

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
                return loadAnew(mailbox);
            }
            return true;
        } finally {
            mailbox.loading().unlock();
        }
    }

    private boolean loadAnew(SharedMailbox mailbox) {
        var snapshot = snapshot(mailbox.id());
        if (snapshot.isPresent()) {
            return refresh(mailbox, snapshot.get());
        }
        var rows = storage.reading(tx -> allRows(tx, mailbox.id()));
        if (rows.isEmpty() || !refresh(mailbox, rows.get())) {
            return false;
        }
        storage.snapshots().offer(mailbox.id(), mailbox.state());
        return true;
    }

    /// The mailbox as it was some time ago, if that is known.
    private Optional<Known> snapshot(MailboxId mailbox) {
        return storage.snapshots()
                .read(mailbox)
                .flatMap(state ->
                        storage.reading(tx -> tx.mailboxes().counters(mailbox))
                                .flatMap(now -> older(mailbox, state, now)));
    }

    private Optional<Known> older(MailboxId mailbox, MailboxState state, MailboxCounters now) {
        if (state.highestModSequence().compareTo(now.highestModSequence()) > 0
                || state.uidNext().compareTo(now.uidNext()) > 0) {
            storage.snapshots().forget(mailbox);
            return Optional.empty();
        }
        var then =
                new MailboxCounters(
                        now.owner(),
                        state.uidNext(),
                        state.highestModSequence(),
                        now.counts(),
                        now.viewers());
        return Optional.of(new Known(then, state, null, ViewerStates.NONE));
    }

    /// What others have committed meanwhile may be in it, too.
    private static Optional<Known> allRows(MailTransaction tx, MailboxId mailbox) {
        return tx.mailboxes()
                .counters(mailbox)
                .map(counters ->
                        new Known(counters, all(tx, mailbox, counters), null, ViewerStates.NONE));
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
        return refresh(mailbox, (tx, now) -> upTo(tx, mailbox.id(), from, now));
    }

    private boolean refresh(SharedMailbox mailbox, Reading reading) {
        if (readAgain(mailbox, reading)) {
            mailbox.wake();
        }
        return !mailbox.isDeleted();
    }

    /// Reads what is known of a mailbox as of these numbers.
    @FunctionalInterface
    private interface Reading {
        Known at(MailTransaction tx, MailboxCounters now);
    }

    /// Reads the messages of a mailbox that is loaded as somebody sees them who has just retained
    /// it, unless they are there.
    ///
    /// @return whether the mailbox exists
    boolean load(SharedMailbox mailbox, AccountId viewer) {
        Known known = mailbox.known();
        if (known != null && known.viewers().of(viewer) != null) {
            return true;
        }
        return refresh(
                mailbox,
                (tx, now) -> {
                    Known fresh = upTo(tx, mailbox.id(), mailbox.known(), now);
                    MailboxState state = fresh.state();
                    if (state == null) {
                        return fresh;
                    }
                    var flags = flagsSince(tx, mailbox.id(), viewer, BEFORE_ALL);
                    return fresh.with(
                            fresh.viewers().with(viewer, ViewerStates.state(state, flags)));
                });
    }

    private static List<ViewerFlag> flagsSince(
            MailTransaction tx, MailboxId mailbox, AccountId viewer, ModSequence since) {
        var flags = new ArrayList<ViewerFlag>();
        tx.viewers().changedSince(mailbox, viewer, since, flags::add);
        return flags;
    }

    /// In this process nobody changes the mailbox meanwhile; others may.
    ///
    /// @return whether there is something new to those who have it open
    private boolean readAgain(SharedMailbox mailbox, Reading reading) {
        mailbox.lock().lock();
        try {
            var fresh = storage.reading(tx -> stable(tx, mailbox.id(), reading));
            if (fresh.isEmpty()) {
                fresh = storage.inTransaction(tx -> held(tx, mailbox.id(), reading));
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

    private static Optional<Known> held(MailTransaction tx, MailboxId mailbox, Reading reading) {
        return tx.mailboxes().take(mailbox).map(now -> reading.at(tx, now));
    }

    private void loadFloor(SharedMailbox mailbox) {
        floors.floor(mailbox.id())
                .filter(floor -> floor.compareTo(mailbox.recentFloor()) > 0)
                .ifPresent(mailbox::setRecentFloor);
    }

    /// Reads until nobody has changed the mailbox meanwhile.
    private static Optional<Known> stable(MailTransaction tx, MailboxId mailbox, Reading reading) {
        var before = tx.mailboxes().counters(mailbox);
        for (int tries = 0; before.isPresent() && tries < PATIENCE; tries++) {
            Known known = reading.at(tx, before.get());
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
        if (known == null || known.state() == null) {
            return new Known(now, null, hidden, ViewerStates.NONE);
        }
        var state = catchUp.apply(tx, mailbox, known.state(), now);
        return new Known(now, state, hidden, viewers(tx, mailbox, known, state));
    }

    private static ViewerStates viewers(
            MailTransaction tx, MailboxId mailbox, Known known, MailboxState now) {
        ViewerStates viewers = known.viewers();
        MailboxState older = known.state();
        if (viewers.isEmpty() || older == null) {
            return viewers;
        }
        var news = now.since(older);
        var rows = new ArrayList<MessageRow>();
        now.forEachIn(news.changed(), index -> rows.add(now.row(index)));
        now.forEachIn(news.added(), index -> rows.add(now.row(index)));
        rows.sort(Comparator.comparing(MessageRow::uid));
        viewers = viewers.without(news.expunged()).withRows(rows);
        for (AccountId viewer : viewers.states().keySet()) {
            var flags = flagsSince(tx, mailbox, viewer, known.counters().highestModSequence());
            viewers = viewers.withSeen(viewer, flags);
        }
        return viewers;
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
