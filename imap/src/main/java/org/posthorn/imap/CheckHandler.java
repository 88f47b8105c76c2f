package org.posthorn.imap;

/// CHECK (RFC 3501 section 6.4.1): the store is always as durable as it can be.
final class CheckHandler {
    private CheckHandler() {}

    static Reply handle(Session session) {
        session.selected();
        return Reply.ok("Checked");
    }
}
