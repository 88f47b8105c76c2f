package org.posthorn.mailbox.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The changes of one mailbox's messages: each holds the mailbox's lock, commits, publishes.
final class MessageChanges {
    /// The database keeps a lock for each row of a transaction, and an expunge changes five for
    /// each message: for 200,000 they would be 250 MB.
    static final int MOST_AT_ONCE = 10_000;

    private final StoreParts parts;
    private final SharedMailbox mailbox;

    MessageChanges(StoreParts parts, SharedMailbox mailbox) {
        this.parts = parts;
        this.mailbox = mailbox;
    }

    /// A mailbox's new counters, or the news that it is gone.
    static MailboxCounters advance(MailTransaction tx, SharedMailbox mailbox, int uids) {
        return tx.mailboxes()
                .advance(mailbox.id(), uids)
                .orElseThrow(() -> new StoreException("the mailbox has been deleted"));
    }

    private record Appended(List<MessageRow> rows, MailboxCounters counters) {}

    AppendOutcome append(List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return new AppendOutcome(mailbox.info().uidValidity(), List.of());
        }
        var arrivals = messages.stream().map(message -> Arrival.of(message.body())).toList();
        var emailIds = new ArrayList<Long>();
        arrivals.forEach(_ -> emailIds.add(parts.storage().newEmailId()));
        var rows =
                SharedMailbox.changing(
                        List.of(mailbox),
                        () -> {
                            KeywordLimits.check(mailbox.current(), keywords(messages));
                            return SharedMailbox.commit(
                                            List.of(mailbox),
                                            tx -> append(tx, messages, arrivals, emailIds),
                                            this::publish)
                                    .rows();
                        });
        return new AppendOutcome(
                mailbox.info().uidValidity(), rows.stream().map(MessageRow::uid).toList());
    }

    private static Set<String> keywords(List<NewMessage> messages) {
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        messages.forEach(message -> all.addAll(message.flags().keywords()));
        return all;
    }

    private void publish(Appended appended) {
        mailbox.publishAdded(appended.rows(), appended.counters());
    }

    private Appended append(
            MailTransaction tx,
            List<NewMessage> messages,
            List<Arrival> arrivals,
            List<Long> emailIds) {
        var counters = advance(tx, mailbox, messages.size());
        long firstUid = counters.uidNext().value() - messages.size();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var stored = new ArrayList<StoredMessage>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            var arrival = arrivals.get(i);
            var row =
                    new MessageRow(
                            new Uid(firstUid + i),
                            message.flags(),
                            counters.highestModSequence(),
                            arrival.body().size(),
                            message.internalDate().truncatedTo(ChronoUnit.SECONDS),
                            tx.bodies().insert(arrival.body(), arrival.parsed(), 1));
            long emailId = emailIds.get(i);
            stored.add(new StoredMessage(row, "", emailId, arrival.threadId(emailId), now));
        }
        tx.messages().insert(mailbox.id(), stored);
        return new Appended(stored.stream().map(StoredMessage::row).toList(), counters);
    }

    FlagOutcome changeFlags(UidSet uids, FlagChange change, Optional<ModSequence> unchangedSince) {
        return SharedMailbox.changing(
                List.of(mailbox), () -> changeFlagsLocked(uids, change, unchangedSince));
    }

    private FlagOutcome changeFlagsLocked(
            UidSet uids, FlagChange change, Optional<ModSequence> unchangedSince) {
        var state = mailbox.current();
        long limit = unchangedSince.map(ModSequence::value).orElse(Long.MAX_VALUE);
        var failed = new UidSet.Builder();
        var affected =
                Selection.of(state, uids)
                        .where(row -> {
                            if (row.modSequence().value() > limit) {
                                failed.add(row.uid());
                                return false;
                            }
                            return !change.applyTo(row.flags()).equals(row.flags());
                        });
        if (affected.isEmpty()) {
            return new FlagOutcome(UidSet.EMPTY, failed.build(), state.highestModSequence());
        }
        if (change.kind() != FlagChange.Kind.REMOVE) {
            KeywordLimits.check(state, change.flags().keywords());
        }
        var changed =
                SharedMailbox.commit(
                        List.of(mailbox),
                        tx -> changeFlags(tx, affected, change),
                        mailbox::publishChanged);
        return new FlagOutcome(affected.uids(), failed.build(), changed.highestModSequence());
    }

    /// @return the changed rows
    private MailboxState changeFlags(MailTransaction tx, Selection affected, FlagChange change) {
        var counters = advance(tx, mailbox, 0);
        var now = counters.highestModSequence();
        var changed = new MailboxState.Loading();
        affected.forEachSlice(slice -> {
            var rows =
                    slice.stream()
                            .map(row -> row.withFlags(change.applyTo(row.flags()), now))
                            .toList();
            tx.messages().updateFlags(mailbox.id(), rows);
            rows.forEach(changed::add);
        });
        return changed.finish(counters.uidNext(), now);
    }

    /// Expunges the messages that keep the condition, [#MOST_AT_ONCE] in each commit. When one of
    /// several fails, those before it stay, and are announced.
    UidSet expunge(UidSet uids, Predicate<MessageRow> condition) {
        var gone = new UidSet.Builder();
        var left = uids;
        while (!left.isEmpty()) {
            var piece = expungePiece(left, condition);
            piece.gone().ranges().forEach(range -> gone.add(range.first(), range.last()));
            left = piece.left();
        }
        return gone.build();
    }

    /// @param left what is still to be expunged, if it keeps the condition then
    private record Piece(UidSet gone, UidSet left) {}

    private Piece expungePiece(UidSet uids, Predicate<MessageRow> condition) {
        try (var release = parts.pins().newRelease()) {
            var piece =
                    SharedMailbox.changing(
                            List.of(mailbox), () -> expungeLocked(uids, condition, release));
            release.committed();
            return piece;
        }
    }

    private Piece expungeLocked(
            UidSet uids, Predicate<MessageRow> condition, BodyPins.Release release) {
        var all = Selection.of(mailbox.current(), uids).where(condition);
        if (all.isEmpty()) {
            return new Piece(UidSet.EMPTY, UidSet.EMPTY);
        }
        var doomed = all.first(MOST_AT_ONCE);
        var gone = doomed.uids();
        SharedMailbox.commit(
                List.of(mailbox),
                tx -> {
                    var counters = advance(tx, mailbox, 0);
                    var now = counters.highestModSequence();
                    doomed.forEachSlice(slice -> tx.messages().expunge(mailbox.id(), slice, now));
                    release.release(tx.bodies(), doomed.bodies());
                    return counters;
                },
                counters -> mailbox.publishRemoved(gone, counters));
        return new Piece(gone, all.behind(MOST_AT_ONCE).uids());
    }
}
