package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.mailbox.store.UidSet;

/// CLOSE (RFC 9051 section 6.4.1): expunges without a word, and nothing after EXAMINE.
final class CloseHandler {
    private CloseHandler() {}

    static Reply handle(Session session) throws IOException {
        Selected selected = session.selected();
        if (!selected.view().isReadOnly()) {
            selected.mailbox().expungeDeleted(UidSet.ALL);
        }
        session.closeMailbox();
        return Reply.ok("Closed");
    }
}
