package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.imap.response.Response;
import org.posthorn.imap.response.Status;

/// LOGOUT (RFC 9051 section 6.1.3).
final class LogoutHandler {
    private LogoutHandler() {}

    static Reply handle(Session session) throws IOException {
        session.closeMailbox();
        session.become(new LoggedOut());
        session.out().write(new Response.Untagged(Status.BYE, "Until next time"));
        return Reply.ok("Logged out");
    }
}
