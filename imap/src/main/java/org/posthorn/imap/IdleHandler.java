package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.imap.response.Response;

/// IDLE (RFC 9051 section 6.3.13): while the client is silent, it is told what happens as it
/// happens.
final class IdleHandler {
    private IdleHandler() {}

    static Reply handle(Session session) throws IOException {
        session.user();
        session.out().write(new Response.Continuation("Idling"));
        session.announcer().startIdling();
        String line;
        try {
            line = session.readLineWhileIdle();
        } finally {
            session.announcer().stopWaiting();
        }
        return line.equalsIgnoreCase("DONE") ? Reply.ok("Idled") : Reply.bad("DONE ends IDLE");
    }
}
