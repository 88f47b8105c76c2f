package org.posthorn.mailbox.change;

import java.util.ArrayList;
import java.util.List;
import org.posthorn.mailbox.rows.StoredMessage;
import org.posthorn.mailbox.store.CopyOutcome;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.PartlyMovedException;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.Uid;
import org.posthorn.mailbox.store.UidSet;

/// COPY and MOVE from one mailbox to another, or to itself: rows only, bodies stay where they are.
final class Copies {
    private final StoreParts parts;
    private final CopyRoute route;
    private final SharedMailbox source;
    private final SharedMailbox target;

    Copies(StoreParts parts, CopyRoute route) {
        this.parts = parts;
        this.route = route;
        this.source = route.source();
        this.target = route.target();
    }

    /// What one part did: which message became which.
    ///
    /// @param left what the next parts are about
    private record Copied(List<Uid> from, List<Uid> to, UidSet left) {
        static final Copied NOTHING = new Copied(List.of(), List.of(), UidSet.EMPTY);
    }

    /// A copy is all or nothing (RFC 9051 section 6.4.7); a large one is written out of sight
    /// first.
    CopyOutcome copy(UidSet uids) {
        if (Piece.of(route.sourceState(), uids, Slices.FIRST, _ -> true).left().isEmpty()) {
            var copied = parts.commits().run(part(uids, Slices.FIRST, Change.Origin.COPIED));
            if (copied.left().isEmpty()) {
                return new CopyOutcome(route.targetValidity(), copied.from(), copied.to());
            }
        }
        return new LargeCopy(parts, route).copy(uids);
    }

    /// Each message is moved wholly (RFC 6851 section 3.3).
    CopyOutcome move(UidSet uids) {
        var from = new ArrayList<Uid>();
        var to = new ArrayList<Uid>();
        var slices = new Slices();
        UidSet left = uids;
        try {
            while (!left.isEmpty()) {
                UidSet now = left;
                var moved =
                        slices.next(parts.commits(), most -> part(now, most, Change.Origin.MOVED));
                from.addAll(moved.from());
                to.addAll(moved.to());
                left = moved.left();
            }
        } catch (StoreException e) {
            if (from.isEmpty()) {
                throw e;
            }
            throw new PartlyMovedException(new CopyOutcome(route.targetValidity(), from, to), e);
        }
        return new CopyOutcome(route.targetValidity(), from, to);
    }

    private Work<Copied> part(UidSet uids, int most, Change.Origin origin) {
        return new MailboxWork<>(
                Copied.NOTHING,
                List.of(source, target),
                Slices.isLarge(source, uids),
                draft -> planPart(draft, uids, most, origin));
    }

    private Copied planPart(Draft draft, UidSet uids, int most, Change.Origin origin) {
        boolean moved = origin == Change.Origin.MOVED;
        var piece = Piece.of(draft.of(source).state(route.sourceAccess()), uids, most, _ -> true);
        // A copy that is too large for this is not begun.
        if (piece.rows().isEmpty() || (!moved && !piece.left().isEmpty())) {
            return new Copied(List.of(), List.of(), piece.left());
        }
        var added = add(draft, piece.rows(), origin);
        if (moved) {
            draft.of(source).expunge(draft.of(source).shared(piece.rows()), true);
        }
        return new Copied(
                piece.rows().stream().map(MessageRow::uid).toList(),
                added.stream().map(message -> message.row().uid()).toList(),
                piece.left());
    }

    private List<StoredMessage> add(Draft draft, List<MessageRow> rows, Change.Origin origin) {
        var planned = draft.of(target);
        var rights = route.targetFlags();
        var flags = rows.stream().map(row -> rights.allowed(row.flags())).toList();
        var keywords = flags.stream().flatMap(each -> each.keywords().stream()).distinct();
        KeywordLimits.check(draft, target, keywords.toList());
        var messages = StoredMessages.of(draft.rows(), source.id(), rows);
        if (messages.size() != rows.size()) {
            throw new ChangeWriter.Stale();
        }
        var copies = new ArrayList<StoredMessage>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            copies.add(
                    messages.get(i)
                            .copiedAs(
                                    planned.takeUid(),
                                    flags.get(i),
                                    planned.modSequence(),
                                    draft.moment()));
        }
        planned.add(ArrivingFlags.ofOwner(route.targetAccess(), copies), origin);
        ArrivingFlags.setSeen(route.targetAccess(), planned, copies);
        return copies;
    }
}
