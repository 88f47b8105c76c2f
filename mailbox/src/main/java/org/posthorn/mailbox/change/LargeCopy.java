package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.rows.PendingRows.MassCopy;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.CopyOutcome;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxCounts;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.Selection;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidList;
import org.posthorn.mailbox.store.UidSet;

/// A copy of so many messages that nobody could wait for its commit.
///
/// It takes a range of UIDs and a mod-sequence well above those of the target, and writes its rows
/// there in parts: what has a UID from the target's next one up is not there yet. What arrives in
/// the target meanwhile goes below. In the end one commit raises the target's next UID and its
/// mod-sequence above the range, and all of it shows. So no UID appears below one that was told,
/// and no mod-sequence below one that was.
final class LargeCopy {
    /// How much room is left to what arrives in the target meanwhile, in UIDs and mod-sequences.
    private static final int LEAST_ROOM = 10_000;

    private static final int TRIES = 3;

    private static final FlagChange SEEN =
            new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN));

    private final StoreParts parts;
    private final CopyRoute route;
    private final SharedMailbox source;
    private final SharedMailbox target;
    private final FlagRights targetFlags;

    LargeCopy(StoreParts parts, CopyRoute route) {
        this.parts = parts;
        this.route = route;
        this.source = route.source();
        this.target = route.target();
        this.targetFlags = route.targetFlags();
    }

    CopyOutcome copy(UidSet uids) {
        target.copying().lock();
        try {
            var selection = Selection.of(route.sourceState(), uids);
            int room = Math.max(LEAST_ROOM, selection.size());
            for (int tries = 0; tries < TRIES; tries++) {
                var copied = copy(selection, room);
                if (copied.isPresent()) {
                    keepSeen(selection, copied.get());
                    return copied.get();
                }
                room *= 4;
            }
            throw new StoreException("too much arrives in the target of a copy");
        } finally {
            target.copying().unlock();
        }
    }

    /// @return nothing when what arrived meanwhile has used the room up; then nothing is copied
    private Optional<CopyOutcome> copy(Selection selection, int room) {
        var place = begin(selection, room);
        boolean shown = false;
        try {
            var written = new Written(place);
            if (!write(selection, written, room)) {
                return Optional.empty();
            }
            shown = written.size() > 0 && show(written);
            return shown || written.size() == 0
                    ? Optional.of(
                            new CopyOutcome(
                                    route.targetValidity(),
                                    UidList.of(written.sources.build()),
                                    UidList.from(place.firstUid().value(), written.size())))
                    : Optional.empty();
        } finally {
            if (!shown) {
                Quietly.run(
                        "what is left of a copy is removed at the next start",
                        () -> HiddenRows.remove(parts.storage(), place));
            }
        }
    }

    private MassCopy begin(Selection selection, int room) {
        return parts.commits()
                .run(
                        new MailboxWork<Optional<MassCopy>>(
                                Optional.empty(),
                                List.of(target),
                                true,
                                draft -> Optional.of(planBegin(draft, selection, room))))
                .orElseThrow();
    }

    /// The new version makes all others see that the range is taken.
    private MassCopy planBegin(Draft draft, Selection selection, int room) {
        var planned = draft.of(target);
        var keywords =
                route.targetAccess().may(Right.WRITE) ? selection.keywords() : List.<String>of();
        KeywordLimits.check(draft, target, keywords);
        long first = planned.now().uidNext().value() + room;
        long last = first + selection.size() - 1;
        if (last >= Uid.MAX_VALUE) {
            throw new StoreException("the mailbox has no UIDs left for so large a copy");
        }
        var place =
                new MassCopy(
                        target.id(),
                        new Uid(first),
                        new Uid(last),
                        new ModSequence(planned.modSequence().value() + room));
        planned.beginCopy(place, keywords);
        return place;
    }

    /// What is written out of sight.
    private static final class Written {
        private final MassCopy place;
        private final MailboxState.Loading rows = new MailboxState.Loading();
        private final UidSet.Builder sources = new UidSet.Builder();
        private MailboxCounts counts = MailboxCounts.NONE;
        private int size;

        Written(MassCopy place) {
            this.place = place;
        }

        int size() {
            return size;
        }

        Uid nextUid() {
            return new Uid(place.firstUid().value() + size);
        }

        void add(Uid from, MessageRow copy) {
            sources.add(from);
            rows.add(copy);
            counts = counts.plus(MailboxCounts.of(copy));
            size++;
        }
    }

    /// Gives up while there is still room for what arrives until all is removed again.
    ///
    /// @return whether all was written
    private boolean write(Selection selection, Written written, int room) {
        var slices = new Slices();
        UidSet left = selection.uids();
        while (!left.isEmpty()) {
            if (isCrowded(written.place, room / 2)) {
                return false;
            }
            UidSet now = left;
            var part = slices.next(parts.commits(), most -> part(now, most, selection, written));
            part.copies().forEach(copy -> written.add(copy.from(), copy.message().row()));
            left = part.left();
        }
        return true;
    }

    /// Whether less than so much room is left below the place.
    private boolean isCrowded(MassCopy place, int room) {
        return parts.storage()
                .reading(tx -> tx.mailboxes().counters(target.id()))
                .map(now ->
                        now.uidNext().value() + room > place.firstUid().value()
                                || now.highestModSequence().value() + room
                                        > place.modSequence().value())
                .orElse(false);
    }

    private record Copy(Uid from, StoredMessage message) {}

    /// @param left what the next parts are about
    private record Part(List<Copy> copies, UidSet left) {
        static final Part NOTHING = new Part(List.of(), UidSet.EMPTY);
    }

    /// A message that is gone by now is left out.
    private Work<Part> part(UidSet uids, int most, Selection selection, Written written) {
        var piece = Piece.of(selection.state(), uids, most, _ -> true);
        return new MailboxWork<>(
                Part.NOTHING,
                List.of(source),
                true,
                draft -> new Part(writeRows(draft, piece.rows(), written), piece.left()));
    }

    private List<Copy> writeRows(Draft draft, List<MessageRow> rows, Written written) {
        // Nobody lets go of a body before the copy has a hold of it.
        draft.rows().mailboxes().take(source.id());
        var copies = new ArrayList<Copy>(rows.size());
        long uid = written.nextUid().value();
        // Flags of the moment at which the copy began: later ones may be of keywords that the
        // target has no number for.
        var begun = HashMap.<Uid, Flags>newHashMap(rows.size());
        rows.forEach(row -> begun.put(row.uid(), copied(row.flags())));
        for (StoredMessage message : StoredMessages.of(draft.rows(), source.id(), rows)) {
            var from = message.row().uid();
            var copy =
                    message.copiedAs(
                            new Uid(uid),
                            Objects.requireNonNull(begun.get(from)),
                            written.place.modSequence(),
                            draft.moment());
            copies.add(new Copy(from, copy));
            uid++;
        }
        HiddenRows.add(draft.rows(), written.place, copies.stream().map(Copy::message).toList());
        return copies;
    }

    private Flags copied(Flags flags) {
        var allowed = targetFlags.allowed(flags);
        return route.targetAccess().isOwner() ? allowed : ViewerStates.withSeen(allowed, false);
    }

    /// Keeps which of the copies somebody has seen who does not own them; behind the copy, which is
    /// done.
    private void keepSeen(Selection selection, CopyOutcome outcome) {
        var access = route.targetAccess();
        if (access.isOwner() || !access.may(Right.SEEN)) {
            return;
        }
        var seen = new UidSet.Builder();
        for (int i = 0; i < outcome.source().size(); i++) {
            int index = selection.state().indexOf(outcome.source().get(i));
            if (selection.state().flags(index).has(SystemFlag.SEEN)) {
                seen.add(outcome.target().get(i));
            }
        }
        Quietly.run(
                "of a copy it was not kept what is seen",
                () ->
                        new MessageChanges(parts, target, access)
                                .changeFlags(seen.build(), SEEN, Optional.empty()));
    }

    /// @return whether there was still room below the range
    private boolean show(Written written) {
        return parts.commits()
                .run(
                        new MailboxWork<>(
                                false, List.of(target), true, draft -> planShow(draft, written)));
    }

    private boolean planShow(Draft draft, Written written) {
        var planned = draft.of(target);
        var place = written.place;
        if (planned.now().uidNext().compareTo(place.firstUid()) > 0
                || planned.modSequence().compareTo(place.modSequence()) > 0) {
            return false;
        }
        planned.show(written.rows.finish(written.nextUid(), place.modSequence()), written.counts);
        return true;
    }
}
