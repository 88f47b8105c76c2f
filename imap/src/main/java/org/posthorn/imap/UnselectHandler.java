package org.posthorn.imap;

import java.io.IOException;

/// UNSELECT (RFC 9051 section 6.4.2): closes without expunging.
final class UnselectHandler {
    private UnselectHandler() {}

    static Reply handle(Session session) throws IOException {
        session.selected();
        session.closeMailbox();
        return Reply.ok("Unselected");
    }
}
