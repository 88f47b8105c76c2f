package org.posthorn.imap;

import org.posthorn.imap.command.Command;

/// SUBSCRIBE (RFC 9051 section 6.3.7); the mailbox need not exist.
final class SubscribeHandler {
    private SubscribeHandler() {}

    static Reply handle(Command.Subscribe command, Authenticated user) {
        user.mailboxes().subscribe(command.mailbox());
        return Reply.ok("Subscribed");
    }
}
