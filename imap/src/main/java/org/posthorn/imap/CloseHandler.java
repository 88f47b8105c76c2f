package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.mailbox.rights.Rights.Right;
import org.posthorn.mailbox.store.UidSet;

/// CLOSE (RFC 9051 section 6.4.1): expunges without a word, and nothing after EXAMINE, or without
/// the right to (RFC 4314 section 4).
final class CloseHandler {
    private CloseHandler() {}

    static Reply handle(Session session) throws IOException {
        Selected selected = session.selected();
        boolean mayExpunge = selected.mailbox().rights().has(Right.EXPUNGE);
        if (!selected.view().isReadOnly() && mayExpunge) {
            selected.mailbox().expungeDeleted(UidSet.ALL);
        }
        session.closeMailbox();
        return Reply.ok("Closed");
    }
}
