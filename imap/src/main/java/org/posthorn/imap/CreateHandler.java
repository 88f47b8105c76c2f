package org.posthorn.imap;

import org.posthorn.imap.command.Command;
import org.posthorn.imap.response.ResponseCode;

/// CREATE (RFC 9051 section 6.3.4, RFC 6154 section 3).
final class CreateHandler {
    private CreateHandler() {}

    static Reply handle(Command.Create command, Authenticated user) {
        return MailboxReplies.of(
                user.mailboxes().create(command.mailbox(), command.uses()),
                mailbox ->
                        Reply.ok(
                                new ResponseCode.MailboxIdIs(mailbox.id()),
                                "The mailbox is created"));
    }
}
