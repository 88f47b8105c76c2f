package org.posthorn.mailbox.change;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.posthorn.mailbox.rows.NewBody;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.AppendOutcome;
import org.posthorn.mailbox.store.EmailId;
import org.posthorn.mailbox.store.ExaminedMessage;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.FlagOutcome;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;
import org.posthorn.mailbox.store.UidValidity;

/// The changes of one mailbox's messages.
final class MessageChanges {
    private final StoreParts parts;
    private final SharedMailbox mailbox;
    private final Access access;

    MessageChanges(StoreParts parts, SharedMailbox mailbox, Access access) {
        this.parts = parts;
        this.mailbox = mailbox;
        this.access = access;
    }

    /// A message that is to be added, with the numbers that it will have.
    record Arriving(
            ExaminedMessage message, Flags flags, Instant date, NewBody body, EmailId email) {}

    AppendOutcome append(List<Arriving> messages, UidValidity uidValidity) {
        if (messages.isEmpty()) {
            return new AppendOutcome(uidValidity, List.of());
        }
        var uids =
                parts.commits()
                        .run(
                                new MailboxWork<List<Uid>>(
                                        List.of(),
                                        List.of(mailbox),
                                        false,
                                        draft -> append(draft, messages)));
        return new AppendOutcome(uidValidity, uids);
    }

    private List<Uid> append(Draft draft, List<Arriving> messages) {
        var target = draft.of(mailbox);
        var rights = FlagRights.of(access.rights());
        var keywords =
                messages.stream()
                        .flatMap(added -> rights.allowed(added.flags()).keywords().stream());
        KeywordLimits.check(draft, mailbox, keywords.toList());
        var stored = new ArrayList<StoredMessage>(messages.size());
        for (Arriving arriving : messages) {
            draft.addBody(arriving.body());
            stored.add(stored(draft, target, arriving, rights.allowed(arriving.flags())));
        }
        target.add(ArrivingFlags.ofOwner(access, stored), Change.Origin.ARRIVED);
        ArrivingFlags.setSeen(access, target, stored);
        return stored.stream().map(message -> message.row().uid()).toList();
    }

    private static StoredMessage stored(
            Draft draft, MailboxDraft target, Arriving arriving, Flags flags) {
        var row =
                new MessageRow(
                        target.takeUid(),
                        flags,
                        target.modSequence(),
                        arriving.message().sizeOctets(),
                        arriving.date().truncatedTo(ChronoUnit.SECONDS),
                        arriving.body().id());
        return new StoredMessage(
                row,
                "",
                arriving.email(),
                arriving.message().threadId(arriving.email()),
                draft.moment());
    }

    /// What one part of STORE did.
    private record Stored(UidSet changed, UidSet failed, ModSequence highest, UidSet left) {
        static final Stored NOTHING =
                new Stored(UidSet.EMPTY, UidSet.EMPTY, new ModSequence(1), UidSet.EMPTY);
    }

    /// A message is looked at once, so what the parts before have changed cannot fail those after.
    FlagOutcome changeFlags(UidSet uids, FlagChange change, Optional<ModSequence> unchangedSince) {
        FlagRights.of(access.rights()).requireSome(change);
        var changed = new UidSet.Builder();
        var failed = new UidSet.Builder();
        var slices = new Slices();
        UidSet left = uids;
        Stored part;
        do {
            UidSet now = left;
            part =
                    slices.next(
                            parts.commits(),
                            most -> changeFlags(now, most, change, unchangedSince));
            changed.addAll(part.changed());
            failed.addAll(part.failed());
            left = part.left();
        } while (!left.isEmpty());
        return new FlagOutcome(changed.build(), failed.build(), part.highest());
    }

    private Work<Stored> changeFlags(
            UidSet uids, int most, FlagChange change, Optional<ModSequence> unchangedSince) {
        return new MailboxWork<>(
                Stored.NOTHING,
                List.of(mailbox),
                Slices.isLarge(mailbox, uids),
                draft -> planFlags(draft, uids, most, change, unchangedSince));
    }

    private Stored planFlags(
            Draft draft,
            UidSet uids,
            int most,
            FlagChange change,
            Optional<ModSequence> unchangedSince) {
        var planned = draft.of(mailbox);
        var rights = FlagRights.of(access.rights());
        long limit = unchangedSince.map(ModSequence::value).orElse(Long.MAX_VALUE);
        var failed = new UidSet.Builder();
        var piece =
                Piece.of(
                        planned.state(access),
                        uids,
                        most,
                        row -> {
                            if (row.modSequence().value() > limit) {
                                failed.add(row.uid());
                                return false;
                            }
                            return !rights.apply(change, row.flags()).equals(row.flags());
                        });
        if (piece.rows().isEmpty()) {
            return new Stored(
                    UidSet.EMPTY, failed.build(), planned.now().highestModSequence(), piece.left());
        }
        if (change.kind() != FlagChange.Kind.REMOVE) {
            KeywordLimits.check(draft, mailbox, rights.allowed(change.flags()).keywords());
        }
        var now = planned.modSequence();
        var rows = new ArrayList<MessageRow>(piece.rows().size());
        var changed = new UidSet.Builder();
        for (MessageRow row : piece.rows()) {
            rows.add(row.withFlags(rights.apply(change, row.flags()), now));
            changed.add(row.uid());
        }
        setFlags(planned, piece.rows(), rows);
        return new Stored(changed.build(), failed.build(), now, piece.left());
    }

    /// A viewer's `\Seen` is its own, the other flags are everybody's.
    private void setFlags(MailboxDraft planned, List<MessageRow> before, List<MessageRow> rows) {
        if (access.isOwner()) {
            planned.setFlags(rows);
            return;
        }
        var shared = new ArrayList<MessageRow>();
        var seen = new ArrayList<Uid>();
        var unseen = new ArrayList<Uid>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            boolean isSeen = row.flags().has(SystemFlag.SEEN);
            boolean wasSeen = before.get(i).flags().has(SystemFlag.SEEN);
            if (isSeen != wasSeen) {
                (isSeen ? seen : unseen).add(row.uid());
            }
            var owners = planned.state().row(planned.state().indexOf(row.uid()));
            var flags = ViewerStates.withSeen(row.flags(), owners.flags().has(SystemFlag.SEEN));
            if (!flags.equals(owners.flags())) {
                shared.add(owners.withFlags(flags, row.modSequence()));
            }
        }
        if (!shared.isEmpty()) {
            planned.setFlags(shared);
        }
        if (!seen.isEmpty()) {
            planned.setSeen(access.viewer(), seen, true);
        }
        if (!unseen.isEmpty()) {
            planned.setSeen(access.viewer(), unseen, false);
        }
    }

    private record Gone(UidSet uids, UidSet left) {
        static final Gone NOTHING = new Gone(UidSet.EMPTY, UidSet.EMPTY);
    }

    /// Expunges the messages that keep the condition.
    UidSet expunge(UidSet uids, Predicate<MessageRow> condition) {
        var gone = new UidSet.Builder();
        var slices = new Slices();
        UidSet left = uids;
        while (!left.isEmpty()) {
            UidSet now = left;
            var part = slices.next(parts.commits(), most -> expunge(now, most, condition));
            gone.addAll(part.uids());
            left = part.left();
        }
        return gone.build();
    }

    private Work<Gone> expunge(UidSet uids, int most, Predicate<MessageRow> condition) {
        return new MailboxWork<>(
                Gone.NOTHING,
                List.of(mailbox),
                Slices.isLarge(mailbox, uids),
                draft -> planExpunge(draft, uids, most, condition));
    }

    private Gone planExpunge(Draft draft, UidSet uids, int most, Predicate<MessageRow> condition) {
        var planned = draft.of(mailbox);
        var piece = Piece.of(planned.state(), uids, most, condition);
        if (!piece.rows().isEmpty()) {
            planned.expunge(piece.rows(), false);
        }
        var gone = new UidSet.Builder();
        piece.rows().forEach(row -> gone.add(row.uid()));
        return new Gone(gone.build(), piece.left());
    }
}
