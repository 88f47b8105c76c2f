package org.posthorn.imap;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.mailbox.log.FailureLog;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.ModSequence;
import org.posthorn.mailbox.store.StoreFullException;
import org.posthorn.mailbox.store.SystemFlag;
import org.posthorn.mailbox.store.UidSet;

/// FETCH and UID FETCH (RFC 9051 section 6.4.5, RFC 7162 section 3.1.4).
///
/// A message that is gone, while the client does not know it, is answered from memory where that is
/// enough; where it is not, it is left out and FETCH ends in `NO [EXPUNGEISSUED]` (RFC 2180 section
/// 4.1).
final class FetchHandler {
    private static final FlagChange ADD_SEEN =
            new FlagChange(FlagChange.Kind.ADD, Flags.of(SystemFlag.SEEN));

    private static final FailureLog FAILURES =
            new FailureLog(System.getLogger(FetchHandler.class.getName()));

    private FetchHandler() {}

    static Reply handle(Command.Fetch command, Session session) throws IOException {
        Selected selected = session.selected();
        if (command.byUid()) {
            session.announcer().announce(selected, false);
        }
        UidSet uids = MessageSet.resolve(command.set(), command.byUid(), selected.view().known());
        FetchPlan plan = FetchPlan.of(command, session.speaksModSequences());
        if (plan.modSequences()) {
            session.speakModSequences();
        }
        uids = changedSince(uids, command.changedSince(), selected);
        Marked marked = plan.marksSeen() ? tryToMarkSeen(uids, selected) : Marked.NOTHING;
        var answer = new FetchAnswer(session, selected, plan, marked.uids());
        answer.write(uids);
        if (answer.metUnknownEncoding()) {
            return Reply.no(Plain.UNKNOWN_CTE, "A part is encoded in an unknown way");
        }
        if (answer.metExpunged() && selected.mailbox().holdsSetAside(uids)) {
            return Reply.no(
                    Plain.SERVERBUG,
                    "A message is set aside, because the server died twice while reading it");
        }
        if (answer.metExpunged() && !command.byUid()) {
            return CopyHandler.expungeIssued();
        }
        return Reply.ok(
                marked.failed() ? "Fetched; the disk is full, so nothing is marked" : "Fetched");
    }

    /// What came of marking messages as `\Seen`.
    private record Marked(UidSet uids, boolean failed) {
        static final Marked NOTHING = new Marked(UidSet.EMPTY, false);
    }

    /// Reading goes on when the disk is full: a client that got its messages has got what it asked
    /// for, and those that stay unseen harm nobody.
    private static Marked tryToMarkSeen(UidSet uids, Selected selected) {
        try {
            return new Marked(markSeen(uids, selected), false);
        } catch (StoreFullException e) {
            FAILURES.failed(Level.WARNING, "IMAP Fetch: messages cannot be marked as seen", e);
            return new Marked(UidSet.EMPTY, true);
        }
    }

    private static UidSet changedSince(
            UidSet uids, Optional<ModSequence> since, Selected selected) {
        if (since.isEmpty()) {
            return uids;
        }
        MailboxState current = selected.current();
        var changed = new UidSet.Builder();
        current.forEachIn(
                uids,
                index -> {
                    if (current.modSequence(index).compareTo(since.get()) > 0) {
                        changed.add(current.uid(index));
                    }
                });
        return changed.build();
    }

    /// All of them in one commit, before the first is written.
    private static UidSet markSeen(UidSet uids, Selected selected) {
        if (selected.view().isReadOnly() || !selected.mailbox().rights().has(Right.SEEN)) {
            return UidSet.EMPTY;
        }
        MailboxState current = selected.current();
        var unseen = new UidSet.Builder();
        current.forEachIn(
                uids,
                index -> {
                    if (!current.flags(index).has(SystemFlag.SEEN)) {
                        unseen.add(current.uid(index));
                    }
                });
        UidSet toMark = unseen.build();
        return toMark.isEmpty()
                ? UidSet.EMPTY
                : selected.mailbox().changeFlags(toMark, ADD_SEEN, Optional.empty()).changed();
    }
}
