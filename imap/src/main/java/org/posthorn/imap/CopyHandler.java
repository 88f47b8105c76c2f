package org.posthorn.imap;

import java.util.Optional;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.ResponseCode;
import org.posthorn.imap.response.ResponseCode.Plain;
import org.posthorn.mailbox.store.CopyOutcome;
import org.posthorn.mailbox.store.Mailbox;
import org.posthorn.mailbox.store.StoreException;
import org.posthorn.mailbox.store.UidSet;

/// COPY and UID COPY (RFC 9051 section 6.4.7).
final class CopyHandler {
    private CopyHandler() {}

    static Reply handle(Command.Copy command, Selected selected) {
        UidSet uids = MessageSet.resolve(command.set(), command.byUid(), selected.view().known());
        if (!command.byUid() && isExpungeIssued(selected, uids)) {
            return expungeIssued();
        }
        Optional<Mailbox> target = selected.user().mailboxes().open(command.target());
        if (target.isEmpty()) {
            return noTarget();
        }
        CopyOutcome copied;
        try (Mailbox mailbox = target.get()) {
            copied = selected.mailbox().copyTo(uids, mailbox);
        } catch (StoreException e) {
            return noTarget(target.get(), e);
        }
        return copied.source().isEmpty()
                ? Reply.ok("There was nothing to copy")
                : Reply.ok(code(copied), "Copied");
    }

    static Reply noTarget() {
        return Reply.no(Plain.TRYCREATE, "There is no such mailbox");
    }

    /// The answer for a target that was deleted since it was opened.
    ///
    /// @throws StoreException `failure`, when it was not
    static Reply noTarget(Mailbox target, StoreException failure) {
        if (target.isDeleted()) {
            return noTarget();
        }
        throw failure;
    }

    static Reply expungeIssued() {
        return Reply.no(Plain.EXPUNGEISSUED, "Some of the messages are no longer there");
    }

    static ResponseCode code(CopyOutcome outcome) {
        return new ResponseCode.CopyUid(
                outcome.targetUidValidity(), outcome.source(), outcome.target());
    }

    /// Whether messages that the client means by their numbers are gone: then nothing is copied
    /// rather than less than asked for (RFC 2180 section 4.4).
    static boolean isExpungeIssued(Selected selected, UidSet uids) {
        int[] counts = {0, 0};
        selected.view().known().forEachIn(uids, _ -> counts[0]++);
        selected.current().forEachIn(uids, _ -> counts[1]++);
        return counts[1] < counts[0];
    }
}
