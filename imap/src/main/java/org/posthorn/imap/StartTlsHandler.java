package org.posthorn.imap;

/// STARTTLS (RFC 9051 section 6.2.1).
///
/// What the client sent behind it in the clear ends the session: it could be somebody else's.
final class StartTlsHandler {
    private StartTlsHandler() {}

    static Reply handle(Session session) {
        session.notAuthenticated();
        if (!session.canStartTls()) {
            return Reply.bad("TLS is already active, or not to be had");
        }
        session.startTlsAfterReply();
        return Reply.ok("Begin TLS now");
    }
}
