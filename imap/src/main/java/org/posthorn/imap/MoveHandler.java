package org.posthorn.imap;

import java.io.IOException;
import java.util.Optional;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.Status;
import org.posthorn.mailbox.store.CopyOutcome;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.PartlyMovedException;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UidSet;

/// MOVE and UID MOVE (RFC 9051 section 6.4.8): the new UIDs are told before the session announces
/// what is gone.
final class MoveHandler {
    private MoveHandler() {}

    static Reply handle(Command.Move command, Session session) throws IOException {
        Selected selected = session.selected();
        if (selected.view().isReadOnly()) {
            return Reply.readOnly();
        }
        UidSet uids = MessageSet.resolve(command.set(), command.byUid(), selected.view().known());
        if (!command.byUid() && CopyHandler.isExpungeIssued(selected, uids)) {
            return CopyHandler.expungeIssued();
        }
        Optional<Mailbox> target = selected.user().mailboxes().open(command.target());
        if (target.isEmpty()) {
            return CopyHandler.noTarget();
        }
        CopyOutcome moved;
        try (Mailbox mailbox = target.get()) {
            moved = selected.mailbox().moveTo(uids, mailbox);
        } catch (PartlyMovedException e) {
            announce(session, e.moved());
            throw e;
        } catch (StoreException e) {
            return CopyHandler.noTarget(target.get(), e);
        }
        if (moved.source().isEmpty()) {
            return Reply.ok("There was nothing to move");
        }
        announce(session, moved);
        return Reply.ok("Moved");
    }

    private static void announce(Session session, CopyOutcome moved) throws IOException {
        session.out().write(new Response.Untagged(Status.OK, CopyHandler.code(moved), "Moved"));
    }
}
