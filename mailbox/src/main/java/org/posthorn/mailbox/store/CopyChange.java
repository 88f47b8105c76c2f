package org.posthorn.mailbox.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// COPY and MOVE from one mailbox to another, or to itself: rows only, bodies stay where they are.
final class CopyChange {
    private final SharedMailbox source;
    private final SharedMailbox target;

    CopyChange(SharedMailbox source, SharedMailbox target) {
        this.source = source;
        this.target = target;
    }

    /// @param to the copies' rows
    /// @param firstUid of the copies, whose UIDs are consecutive
    private record Copied(MailboxState to, long firstUid) {}

    private record Moved(Copied copied, UidSet from, MailboxCounters sourceCounters) {}

    CopyOutcome copy(UidSet uids) {
        return changing(
                uids,
                rows ->
                        SharedMailbox.commit(
                                List.of(target), tx -> copyAndCount(tx, rows), this::publish));
    }

    CopyOutcome move(UidSet uids) {
        return changing(
                uids,
                rows ->
                        SharedMailbox.commit(
                                        List.of(target, source),
                                        tx -> move(tx, rows),
                                        this::publish)
                                .copied());
    }

    private CopyOutcome changing(UidSet uids, Function<Selection, Copied> change) {
        return SharedMailbox.changing(
                Set.copyOf(List.of(source, target)),
                () -> {
                    var rows = Selection.of(source.current(), uids);
                    var uidValidity = target.info().uidValidity();
                    if (rows.isEmpty()) {
                        return new CopyOutcome(uidValidity, List.of(), List.of());
                    }
                    KeywordLimits.check(target.current(), rows.keywords());
                    var copied = change.apply(rows);
                    return new CopyOutcome(
                            uidValidity,
                            UidList.of(rows),
                            UidList.from(copied.firstUid(), rows.size()));
                });
    }

    private void publish(Copied copied) {
        target.publishChanged(copied.to());
    }

    /// The new place first: a session must be able to say it before the EXPUNGE.
    private void publish(Moved moved) {
        publish(moved.copied());
        source.publishRemoved(moved.from(), moved.sourceCounters());
    }

    private Copied copyAndCount(MailTransaction tx, Selection rows) {
        var copied = copyRows(tx, rows);
        rows.bodies().forEachSlice(tx.bodies()::addReferences);
        return copied;
    }

    private Moved move(MailTransaction tx, Selection rows) {
        var copied = copyRows(tx, rows);
        var counters = MessageChanges.advance(tx, source, 0);
        var now = counters.highestModSequence();
        rows.forEachSlice(slice -> tx.messages().expunge(source.id(), slice, now));
        return new Moved(copied, rows.uids(), counters);
    }

    private Copied copyRows(MailTransaction tx, Selection rows) {
        var counters = MessageChanges.advance(tx, target, rows.size());
        long firstUid = counters.uidNext().value() - rows.size();
        var copies = new Copies(firstUid, counters.highestModSequence());
        rows.forEachSlice(slice -> {
            var batch = copies.of(StoredMessages.of(tx, source.id(), slice));
            if (batch.size() != slice.size()) {
                throw new StoreException("messages are missing in the storage");
            }
            tx.messages().insert(target.id(), batch);
        });
        return new Copied(
                copies.rows.finish(counters.uidNext(), counters.highestModSequence()), firstUid);
    }

    /// Makes copies with ascending UIDs, and keeps their rows.
    private static final class Copies {
        private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        private final MailboxState.Loading rows = new MailboxState.Loading();
        private final ModSequence modSequence;
        private long nextUid;

        Copies(long firstUid, ModSequence modSequence) {
            this.nextUid = firstUid;
            this.modSequence = modSequence;
        }

        List<StoredMessage> of(List<StoredMessage> messages) {
            var copies = new ArrayList<StoredMessage>(messages.size());
            for (StoredMessage message : messages) {
                var copy = message.copiedAs(new Uid(nextUid), modSequence, now);
                nextUid++;
                copies.add(copy);
                rows.add(copy.row());
            }
            return copies;
        }
    }
}
