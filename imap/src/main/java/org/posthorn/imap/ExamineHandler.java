package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.imap.command.Command;

/// EXAMINE (RFC 9051 section 6.3.3): SELECT that changes nothing, `\Recent` included.
final class ExamineHandler {
    private ExamineHandler() {}

    static Reply handle(Command.Examine command, Session session) throws IOException {
        return SelectHandler.open(session, command.mailbox(), true, command.condstore());
    }
}
