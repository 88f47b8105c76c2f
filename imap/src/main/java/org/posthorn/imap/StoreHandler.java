package org.posthorn.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
/// `.SILENT` hides from the client exactly what it asked for itself: what others changed in the
/// same messages, before or after, is told all the same.
final class StoreHandler {
    private StoreHandler() {}

    static Reply handle(Command.Store command, Session session) throws IOException {
        Selected selected = session.selected();
        MailboxView view = selected.view();
        UidSet uids = MessageSet.resolve(command.set(), command.byUid(), view.known());
        if (view.isReadOnly()) {
            return Reply.readOnly();
        }
        if (KeywordLimit.isExceeded(view.definedFlags(), command.change().flags())) {
            return Reply.no(Plain.LIMIT, "The mailbox has too many keywords");
        }
        if (command.unchangedSince().isPresent()) {
            session.speakModSequences();
        }
        session.announcer().announce(selected, false);
        FlagOutcome outcome =
                selected.mailbox().changeFlags(uids, command.change(), command.unchangedSince());
        new Answer(command, session, selected, outcome).write(uids);
        return reply(command, selected, uids, outcome);
    }

    private static Reply reply(
            Command.Store command, Selected selected, UidSet uids, FlagOutcome outcome) {
        @Nullable ResponseCode code = modified(command, selected, outcome);
        boolean gone = !command.byUid() && CopyHandler.isExpungeIssued(selected, uids);
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
            Command.Store command, Session session, Selected selected, FlagOutcome outcome) {

        /// Rows that are told, or need not be, become part of the view; what the view then still
        /// lacks, the session announces.
        void write(UidSet uids) throws IOException {
            MailboxView view = selected.view();
            MailboxState known = view.known();
            MailboxState current = selected.current();
            var learnt = new ArrayList<MessageRow>();
            List<MessageRow> rows = rows(current, uids);
            for (MessageRow row : rows) {
                int number = known.indexOf(row.uid()) + 1;
                if (number > 0 && isSettled(row, known.flags(number - 1), number)) {
                    learnt.add(row);
                }
            }
            view.learn(learnt);
        }

        private static List<MessageRow> rows(MailboxState state, UidSet uids) {
            var rows = new ArrayList<MessageRow>();
            state.forEachIn(uids, index -> rows.add(state.row(index)));
            return rows;
        }

        private boolean isSettled(MessageRow row, Flags before, int number) throws IOException {
            boolean failed = outcome.failed().contains(row.uid().value());
            if (!command.silent() || failed) {
                session.announcer().flags(selected.view(), number, row, command.byUid());
                return true;
            }
            if (!outcome.changed().contains(row.uid().value())) {
                return false;
            }
            if (!row.flags().equals(command.change().applyTo(before))) {
                return false;
            }
            if (session.speaksModSequences()) {
                session.out()
                        .fetch(number, fetch -> fetch.uid(row.uid()).modSeq(row.modSequence()));
            }
            return true;
        }
    }
}
