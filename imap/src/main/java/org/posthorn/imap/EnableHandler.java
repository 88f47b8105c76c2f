package org.posthorn.imap;

import java.io.IOException;
import java.util.List;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.Response;

/// ENABLE (RFC 9051 section 6.3.1): of what we know, only CONDSTORE needs to be enabled, and any
/// command that speaks of mod-sequences does it too (RFC 7162 section 3.1).
final class EnableHandler {
    private static final String CONDSTORE = "CONDSTORE";

    private EnableHandler() {}

    static Reply handle(Command.Enable command, Session session) throws IOException {
        session.user();
        boolean asked = command.capabilities().contains(CONDSTORE);
        boolean isNew = asked && !session.speaksModSequences();
        session.out().write(new Response.Enabled(isNew ? List.of(CONDSTORE) : List.of()));
        if (asked) {
            session.speakModSequences();
        }
        return Reply.ok("Enabled");
    }
}
