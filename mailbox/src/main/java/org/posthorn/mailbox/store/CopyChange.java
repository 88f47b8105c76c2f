package org.posthorn.mailbox.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// COPY and MOVE from one mailbox to another, or to itself: rows only, bodies stay where they are.
final class CopyChange {
    private final SharedMailbox source;
    private final SharedMailbox target;

    CopyChange(SharedMailbox source, SharedMailbox target) {
        this.source = source;
        this.target = target;
    }

    private record Copied(List<MessageRow> from, List<MessageRow> to, MailboxCounters counters) {
        UidSet sourceUids() {
            return MessageChanges.uids(from);
        }

        CopyOutcome outcome(SharedMailbox target) {
            return new CopyOutcome(
                    target.info().uidValidity(),
                    from.stream().map(MessageRow::uid).toList(),
                    to.stream().map(MessageRow::uid).toList());
        }
    }

    private record Moved(Copied copied, MailboxCounters sourceCounters) {}

    CopyOutcome copy(UidSet uids) {
        return SharedMailbox.changing(
                Set.copyOf(List.of(source, target)),
                () -> {
                    var rows = MailboxHandle.rows(source.current(), uids);
                    if (rows.isEmpty()) {
                        return nothing();
                    }
                    return SharedMailbox.commit(
                                    List.of(target), tx -> copyAndCount(tx, rows), this::publish)
                            .outcome(target);
                });
    }

    CopyOutcome move(UidSet uids) {
        return SharedMailbox.changing(
                Set.copyOf(List.of(source, target)),
                () -> {
                    var rows = MailboxHandle.rows(source.current(), uids);
                    if (rows.isEmpty()) {
                        return nothing();
                    }
                    return SharedMailbox.commit(
                                    List.of(target, source), tx -> move(tx, rows), this::publish)
                            .copied()
                            .outcome(target);
                });
    }

    private void publish(Copied copied) {
        target.publishAdded(copied.to(), copied.counters());
    }

    /// The new place first: a session must be able to say it before the EXPUNGE.
    private void publish(Moved moved) {
        publish(moved.copied());
        source.publishRemoved(moved.copied().sourceUids(), moved.sourceCounters());
    }

    private CopyOutcome nothing() {
        return new CopyOutcome(target.info().uidValidity(), List.of(), List.of());
    }

    private Copied copyAndCount(MailTransaction tx, List<MessageRow> rows) {
        var copied = copyRows(tx, rows);
        tx.bodies().addReferences(rows.stream().map(MessageRow::body).toList());
        return copied;
    }

    private Moved move(MailTransaction tx, List<MessageRow> rows) {
        var copied = copyRows(tx, rows);
        var counters = MessageChanges.advance(tx, source, 0);
        tx.messages().expunge(source.id(), rows, counters.highestModSequence());
        return new Moved(copied, counters);
    }

    private Copied copyRows(MailTransaction tx, List<MessageRow> rows) {
        var counters = MessageChanges.advance(tx, target, rows.size());
        long firstUid = counters.uidNext().value() - rows.size();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var copies = new ArrayList<StoredMessage>(rows.size());
        for (StoredMessage message : StoredMessages.of(tx, source.id(), rows)) {
            copies.add(
                    message.copiedAs(
                            new Uid(firstUid + copies.size()), counters.highestModSequence(), now));
        }
        if (copies.size() != rows.size()) {
            throw new StoreException("messages are missing in the storage");
        }
        tx.messages().insert(target.id(), copies);
        return new Copied(rows, copies.stream().map(StoredMessage::row).toList(), counters);
    }
}
