package org.posthorn.imap;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.mailbox.store.FlagOutcome;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MessageRow;
import org.posthorn.mailbox.store.UidSet;

/// STORE and UID STORE (RFC 9051 section 6.4.6, RFC 7162 section 3.1.3).
///
/// `.SILENT` hides from the client exactly what it asked for itself: the result is told where it is
/// not what the client can work out from what it knew, because somebody else changed the message
/// meanwhile. What is told is the result and never the state before it, nor one that came after it:
/// a client may count its own change in when it asks for it or when it is done, and is right either
/// way.
final class StoreHandler {
    private StoreHandler() {}

    static Reply handle(Command.Store command, Session session) throws IOException {
        Selected selected = session.selected();
        MailboxView view = selected.view();
        UidSet uids = MessageSet.resolve(command.set(), command.byUid(), view.known());
        if (view.isReadOnly()) {
            return Reply.readOnly();
        }
        if (command.unchangedSince().isPresent()) {
            session.speakModSequences();
        }
        FlagOutcome outcome =
                selected.mailbox().changeFlags(uids, command.change(), command.unchangedSince());
        boolean gone = !command.byUid() && CopyHandler.isExpungeIssued(selected, uids);
        boolean silent = command.silent() && !gone;
        new Answer(command, silent, session, selected, outcome).write(uids);
        return reply(command, selected, gone, outcome);
    }

    /// A client that hears NO cannot know what was done all the same, so silence ends there.
    private static Reply reply(
            Command.Store command, Selected selected, boolean gone, FlagOutcome outcome) {
        @Nullable ResponseCode code = modified(command, selected, outcome);
        if (gone) {
            return Reply.no(
                    code == null ? Plain.EXPUNGEISSUED : code,
                    "Some of the messages are no longer there");
        }
        return code == null ? Reply.ok("Stored") : Reply.ok(code, "Stored where not changed since");
    }

    private static @Nullable ResponseCode modified(
            Command.Store command, Selected selected, FlagOutcome outcome) {
        return outcome.failed().isEmpty()
                ? null
                : new ResponseCode.Modified(
                        MessageSet.write(
                                outcome.failed(), command.byUid(), selected.view().known()));
    }

    /// The FETCH responses of one STORE.
    private record Answer(
            Command.Store command,
            boolean silent,
            Session session,
            Selected selected,
            FlagOutcome outcome) {

        /// The view learns what the client has now, told or worked out; what is new since, the
        /// session announces.
        void write(UidSet uids) throws IOException {
            MailboxView view = selected.view();
            MailboxState known = view.known();
            MailboxState current = selected.current();
            var learnt = new MailboxState.Loading();
            for (int index : current.indexesIn(uids)) {
                int number = known.indexOf(current.uid(index)) + 1;
                if (number > 0) {
                    MessageRow before = known.row(number - 1);
                    MessageRow now = answer(number, before, current.row(index));
                    if (!now.equals(before)) {
                        learnt.add(now);
                    }
                }
            }
            view.learn(learnt);
            if (silent) {
                view.tellNextUpTo(outcome.modSequence());
            }
        }

        /// Tells of one message what must be told.
        ///
        /// @return the row as the client has it now
        private MessageRow answer(int number, MessageRow before, MessageRow row)
                throws IOException {
            if (!silent || outcome.failed().contains(row.uid().value())) {
                session.announcer().flags(selected.view(), number, row, command.byUid());
                return row;
            }
            Flags workedOut = command.change().applyTo(before.flags());
            if (row.modSequence().compareTo(outcome.modSequence()) > 0) {
                return before.withFlags(workedOut, before.modSequence());
            }
            if (!row.flags().equals(workedOut)) {
                session.announcer().flags(selected.view(), number, row, command.byUid());
            } else if (session.speaksModSequences()
                    && !row.modSequence().equals(before.modSequence())) {
                session.out()
                        .fetch(number, fetch -> fetch.uid(row.uid()).modSeq(row.modSequence()));
            }
            return row;
        }
    }
}
