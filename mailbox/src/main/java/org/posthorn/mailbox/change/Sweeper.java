package org.posthorn.mailbox.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.posthorn.mailbox.change.Background.Step;
import org.posthorn.mailbox.rows.ExpungedRows.Expunged;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.Uid;

/// Removes in the background, some at a time, what nobody can reach any more.
public final class Sweeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

    /// Between two looks at what is to be done.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /// How often all mailboxes are gone through for what is known of expunged messages, and of
    /// viewers who are gone.
    private static final Duration ROUND = Duration.ofHours(6);

    /// Rows of one commit.
    private static final int SLICE = 500;

    private final StoreParts parts;
    private final Retention retention;
    private final ReentrantLock sweeping = new ReentrantLock();
    private final List<Step> steps =
            List.of(
                    step("deleted mailboxes cannot be removed", this::sweepGone),
                    step("bodies that nobody shows cannot be removed", this::sweepBodies),
                    step("older messages cannot be examined anew", this::examineAnew),
                    step("old traces of expunged messages cannot be removed", this::sweepRound));

    private final Background background = new Background("sweeper", PAUSE, steps);
    private long lastRound = System.nanoTime();

    public Sweeper(StoreParts parts) {
        this.parts = parts;
        this.retention = parts.changes().retention();
    }

    private Step step(String failure, Runnable action) {
        return new Step(failure, () -> locked(action));
    }

    private void locked(Runnable action) {
        sweeping.lock();
        try {
            action.run();
        } finally {
            sweeping.unlock();
        }
    }

    /// Begins to work in the background.
    public void start() {
        background.start();
    }

    /// Does all that is due.
    public void sweep() {
        steps.forEach(step -> step.action().run());
    }

    private void sweepRound() {
        if (System.nanoTime() - lastRound > ROUND.toNanos()) {
            lastRound = System.nanoTime();
            sweepExpunged();
        }
    }

    /// Removes what a dead process has left of large copies.
    public void removeHidden() {
        List<MassCopy> copies = parts.storage().reading(tx -> tx.pending().copies());
        try {
            copies.forEach(copy -> HiddenRows.remove(parts.storage(), copy));
        } catch (StoreFullException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the disk is too full to remove an unfinished copy; the next start does",
                    e);
        }
    }

    private void examineAnew() {
        var reexamination = new Reexamination(parts);
        boolean more = true;
        while (more && !isOver()) {
            more = reexamination.next();
        }
    }

    private boolean isOver() {
        return background.isClosed();
    }

    private void sweepGone() {
        List<MailboxId> gone = parts.storage().reading(tx -> tx.pending().unswept(SLICE));
        for (MailboxId mailbox : gone) {
            boolean more = true;
            while (more && !isOver()) {
                more = parts.storage().inTransaction(tx -> sweepSome(tx, mailbox));
            }
            parts.storage().snapshots().forget(mailbox);
        }
        forgetGone();
    }

    /// What every follower has passed.
    private void forgetGone() {
        long passed =
                parts.storage()
                        .reading(tx ->
                                tx.pending()
                                        .slowestFollower()
                                        .orElseGet(() -> tx.pending().lastGone()));
        var left = parts.storage().reading(tx -> tx.pending().goneSince(0, SLICE));
        if (left.stream().anyMatch(gone -> gone.swept() && gone.number() <= passed)) {
            parts.storage()
                    .inTransaction(tx -> {
                        tx.pending().forgetGone(passed);
                        return true;
                    });
        }
    }

    /// @return whether something may be left
    private boolean sweepSome(MailTransaction tx, MailboxId mailbox) {
        List<MessageRow> rows = tx.messages().from(mailbox, Uid.FIRST, SLICE);
        if (!rows.isEmpty()) {
            tx.messages().delete(mailbox, rows);
            Bodies.release(tx, rows.stream().map(MessageRow::body).toList());
            return true;
        }
        List<Expunged> expunged = tx.expunged().from(mailbox, new ModSequence(1), SLICE);
        if (!expunged.isEmpty()) {
            delete(tx, mailbox, expunged);
            return true;
        }
        if (!tx.viewers().sweep(mailbox, SLICE)) {
            return true;
        }
        tx.mailboxes().removeKeywords(mailbox);
        tx.pending().setSwept(mailbox);
        return false;
    }

    private static void delete(MailTransaction tx, MailboxId mailbox, List<Expunged> expunged) {
        tx.expunged().delete(mailbox, expunged.stream().map(Expunged::uid).toList());
        Bodies.release(tx, kept(expunged));
    }

    private static List<BodyId> kept(List<Expunged> expunged) {
        return expunged.stream().flatMap(gone -> gone.kept().stream()).toList();
    }

    /// Bodies that nobody begins to read any more, but for those that somebody is still reading.
    private void sweepBodies() {
        boolean more = true;
        while (more && !isOver()) {
            Instant before = Instant.now().minus(retention.bodies());
            more = deleteBodies(before);
        }
    }

    private boolean deleteBodies(Instant before) {
        var retired = parts.storage().reading(tx -> tx.bodies().retired(before, SLICE));
        var unread = parts.pins().unpinned(retired);
        if (!unread.isEmpty()) {
            parts.storage().octets().delete(unread);
        }
        return retired.size() == SLICE && !unread.isEmpty();
    }

    /// Goes through all mailboxes for what is known of their expunged messages for too long.
    void sweepExpunged() {
        long last = 0;
        while (!isOver()) {
            long after = last;
            List<MailboxId> some =
                    parts.storage().reading(tx -> tx.mailboxes().after(after, SLICE));
            if (some.isEmpty()) {
                return;
            }
            for (MailboxId mailbox : some) {
                if (!isOver()) {
                    new ExpungedSweep(parts.storage(), retention, mailbox).run();
                    new ViewerSweep(parts, mailbox).run();
                }
            }
            last = some.getLast().value();
        }
    }

    /// Whoever sweeps ends its part.
    @Override
    public void close() {
        background.close();
    }
}
