package org.posthorn.imap;

import java.io.IOException;
import java.util.List;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.Response;

/// ID (RFC 2971): what the client says of itself is for the log only and changes nothing.
final class IdHandler {
    private static final List<Command.Id.Field> OWN =
            List.of(new Command.Id.Field("name", "Posthorn"));

    private IdHandler() {}

    static Reply handle(Command.Id command, Session session) throws IOException {
        session.log().clientIs(command.fields());
        session.out().write(new Response.Id(OWN));
        return Reply.ok("Pleased to meet you");
    }
}
