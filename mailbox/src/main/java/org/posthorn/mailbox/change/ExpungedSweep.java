package org.posthorn.mailbox.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailbox.rows.ExpungedRows.Expunged;
import org.posthorn.mailbox.rows.MailStorage;
import org.posthorn.mailbox.rows.MailTransaction;
import org.posthorn.mailbox.store.BodyId;
import org.posthorn.mailbox.store.MailboxId;
import org.posthorn.mailbox.store.ModSequence;

/// Forgets what is known of a mailbox's expunged messages for too long: first what would bring them
/// back, then that they were there.
final class ExpungedSweep {
    /// Of one look: more than any commit has expunged, so that all of one are seen together.
    private static final int LOOK = 2 * Slices.MOST;

    /// Rows of one commit.
    private static final int SLICE = 500;

    private final MailStorage storage;
    private final Retention retention;
    private final MailboxId mailbox;
    private final Instant now = Instant.now();

    ExpungedSweep(MailStorage storage, Retention retention, MailboxId mailbox) {
        this.storage = storage;
        this.retention = retention;
        this.mailbox = mailbox;
    }

    void run() {
        int known = storage.reading(tx -> tx.expunged().count(mailbox));
        int tooMany = Math.max(0, known - retention.mostUids());
        ModSequence from = new ModSequence(1);
        boolean more = known > 0;
        // Only the oldest are forgotten, so that what is known is complete from some point on.
        boolean forgetting = true;
        while (more) {
            ModSequence start = from;
            var look = storage.reading(tx -> tx.expunged().from(mailbox, start, LOOK));
            more = look.size() == LOOK;
            var whole = more ? withoutLastCommit(look) : look;
            forgetContent(whole);
            if (forgetting) {
                int forgotten = forget(whole, tooMany);
                tooMany -= forgotten;
                forgetting = forgotten == whole.size();
            }
            if (!whole.isEmpty()) {
                from = new ModSequence(whole.getLast().modSequence().value() + 1);
            }
        }
    }

    private static List<Expunged> withoutLastCommit(List<Expunged> look) {
        var last = look.getLast().modSequence();
        return look.stream().filter(gone -> !gone.modSequence().equals(last)).toList();
    }

    private boolean canBeBroughtBack(Expunged gone) {
        return gone.kept().isPresent() && gone.when().plus(retention.expunged()).isAfter(now);
    }

    private void forgetContent(List<Expunged> expunged) {
        var stale =
                expunged.stream()
                        .filter(gone -> gone.kept().isPresent() && !canBeBroughtBack(gone))
                        .toList();
        forEachSlice(
                stale,
                (tx, slice) -> {
                    tx.expunged()
                            .forgetContent(mailbox, slice.stream().map(Expunged::uid).toList());
                    Bodies.release(tx, bodies(slice));
                });
    }

    private static List<BodyId> bodies(List<Expunged> expunged) {
        return expunged.stream().flatMap(gone -> gone.kept().stream()).toList();
    }

    /// @return how many were forgotten
    private int forget(List<Expunged> expunged, int tooMany) {
        var oldest = new ArrayList<Expunged>();
        for (Expunged gone : expunged) {
            boolean old = gone.when().plus(retention.uids()).isBefore(now);
            if (canBeBroughtBack(gone) || (!old && oldest.size() >= tooMany)) {
                break;
            }
            oldest.add(gone);
        }
        forEachSlice(
                oldest,
                (tx, slice) -> {
                    tx.mailboxes().setForgottenUpTo(mailbox, slice.getLast().modSequence());
                    tx.expunged().delete(mailbox, slice.stream().map(Expunged::uid).toList());
                });
        return oldest.size();
    }

    @FunctionalInterface
    private interface Forgetting {
        void run(MailTransaction tx, List<Expunged> slice);
    }

    /// Whoever brings a message back holds the mailbox's row too.
    private void forEachSlice(List<Expunged> expunged, Forgetting forgetting) {
        for (int from = 0; from < expunged.size(); from += SLICE) {
            var slice = expunged.subList(from, Math.min(expunged.size(), from + SLICE));
            storage.inTransaction(tx -> {
                if (tx.mailboxes().take(mailbox).isPresent()) {
                    forgetting.run(tx, slice);
                }
                return true;
            });
        }
    }
}
