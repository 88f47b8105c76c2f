package org.posthorn.imap;

import org.posthorn.imap.command.Command;

/// RENAME (RFC 9051 section 6.3.6).
final class RenameHandler {
    private RenameHandler() {}

    static Reply handle(Command.Rename command, Authenticated user) {
        return MailboxReplies.of(
                user.mailboxes().rename(command.from(), command.to()),
                _ -> Reply.ok("The mailbox is renamed"));
    }
}
