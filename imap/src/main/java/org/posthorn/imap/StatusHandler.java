package org.posthorn.imap;

import java.io.IOException;
import java.util.Optional;
import org.posthorn.imap.command.Command;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.imap.response.Response;
import org.posthorn.mailbox.store.MailboxStatus;

/// STATUS (RFC 9051 section 6.3.11); it changes nothing, also not of the selected mailbox.
final class StatusHandler {
    private StatusHandler() {}

    static Reply handle(Command.Status command, Session session) throws IOException {
        Optional<MailboxStatus> status = session.user().mailboxes().status(command.mailbox());
        if (status.isEmpty()) {
            return Reply.noSuchMailbox();
        }
        if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
            session.speakModSequences();
        }
        session.out()
                .write(
                        new Response.StatusData(
                                status.get(),
                                command.items(),
                                session.settings().maxMessageOctets()));
        return Reply.ok("Status told");
    }
}
