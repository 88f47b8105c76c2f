package org.posthorn.imap;

import java.io.IOException;
import java.util.Optional;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.imap.response.Status;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.MailboxState;
import org.posthorn.mailbox.store.MailboxStatus;
import org.posthorn.mailbox.store.SystemFlag;

/// SELECT (RFC 9051 section 6.3.2, RFC 3501 section 6.3.1), and what EXAMINE shares with it.
final class SelectHandler {
    private SelectHandler() {}

    static Reply handle(Command.Select command, Session session) throws IOException {
        return open(session, command.mailbox(), false, command.condstore());
    }

    /// Whatever comes of it, the mailbox that was selected before is no longer.
    static Reply open(Session session, MailboxName name, boolean readOnly, boolean condstore)
            throws IOException {
        Authenticated user = session.user();
        session.closeMailbox();
        if (condstore) {
            session.speakModSequences();
        }
        int recentBefore = readOnly ? recent(user, name) : 0;
        Optional<Mailbox> mailbox = user.mailboxes().open(name);
        if (mailbox.isEmpty()) {
            return Reply.noSuchMailbox();
        }
        if (!mailbox.get().rights().has(Right.READ)) {
            mailbox.get().close();
            return Reply.no(Plain.NOPERM, "You may not read this mailbox");
        }
        var view = new MailboxView(mailbox.get(), readOnly);
        var selected = new Selected(user, view);
        session.become(selected);
        view.open(recentBefore);
        mailbox.get().onChange(session.announcer()::wake);
        tell(session, selected);
        return readOnly
                ? Reply.ok(Plain.READ_ONLY, "Examined")
                : Reply.ok(Plain.READ_WRITE, "Selected");
    }

    private static int recent(Authenticated user, MailboxName name) {
        return user.mailboxes().status(name).map(MailboxStatus::recent).orElse(0);
    }

    private static void tell(Session session, Selected selected) throws IOException {
        SessionOutput out = session.out();
        MailboxView view = selected.view();
        MailboxState state = view.known();
        Flags defined = view.definedFlags();
        out.write(new Response.FlagsDefined(defined));
        out.write(new Response.Exists(state.size()));
        out.write(new Response.Recent(view.recentCount()));
        int firstUnseen = firstUnseen(state);
        if (firstUnseen > 0) {
            ok(out, new ResponseCode.Unseen(firstUnseen), "The first unseen message");
        }
        ok(
                out,
                view.isReadOnly()
                        ? new ResponseCode.PermanentFlags(Flags.NONE, false)
                        : new ResponseCode.PermanentFlags(defined, true),
                "The flags that stay");
        ok(
                out,
                new ResponseCode.UidValidityIs(selected.mailbox().info().uidValidity()),
                "The UIDs' validity");
        ok(out, new ResponseCode.UidNext(state.uidNext()), "The next UID, or a higher one");
        ok(
                out,
                new ResponseCode.HighestModSeq(state.highestModSequence()),
                "The highest mod-sequence");
        ok(out, new ResponseCode.MailboxIdIs(selected.mailbox().info().id()), "The mailbox's id");
    }

    private static int firstUnseen(MailboxState state) {
        for (int index = 0; index < state.size(); index++) {
            if (!state.flags(index).has(SystemFlag.SEEN)) {
                return index + 1;
            }
        }
        return 0;
    }

    private static void ok(SessionOutput out, ResponseCode code, String text) throws IOException {
        out.write(new Response.Untagged(Status.OK, code, text));
    }
}
