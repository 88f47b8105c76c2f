package org.posthorn.imap;

import org.posthorn.imap.command.Command;
import org.posthorn.mailbox.store.UidSet;

/// EXPUNGE and UID EXPUNGE (RFC 9051 sections 6.4.3 and 6.4.9).
///
/// The session announces what is gone before the tagged reply, as after every command.
final class ExpungeHandler {
    private ExpungeHandler() {}

    static Reply handle(Command.Expunge command, Selected selected) {
        if (selected.view().isReadOnly()) {
            return Reply.readOnly();
        }
        UidSet uids =
                command.uids()
                        .map(set -> MessageSet.ofUids(set, selected.view().known()))
                        .orElse(UidSet.ALL);
        selected.mailbox().expungeDeleted(uids);
        return Reply.ok("Expunged");
    }
}
