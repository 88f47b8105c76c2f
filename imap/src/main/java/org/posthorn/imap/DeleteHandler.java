package org.posthorn.imap;

import java.io.IOException;
import org.posthorn.imap.command.Command;

/// DELETE (RFC 9051 section 6.3.5).
///
/// A mailbox that this session has selected is closed first; other sessions that have it are told
/// `* BYE` (RFC 2180 section 3.3).
final class DeleteHandler {
    private DeleteHandler() {}

    static Reply handle(Command.Delete command, Session session) throws IOException {
        Authenticated user = session.user();
        Reply reply =
                MailboxReplies.of(
                        user.mailboxes().delete(command.mailbox()),
                        _ -> Reply.ok("The mailbox is deleted"));
        if (session.state() instanceof Selected selected && selected.mailbox().isDeleted()) {
            session.closeMailbox();
        }
        return reply;
    }
}
