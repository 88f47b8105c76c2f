package org.posthorn.imap;

import org.posthorn.imap.command.Command;

/// UNSUBSCRIBE (RFC 9051 section 6.3.8); not having been subscribed is no error.
final class UnsubscribeHandler {
    private UnsubscribeHandler() {}

    static Reply handle(Command.Unsubscribe command, Authenticated user) {
        user.mailboxes().unsubscribe(command.mailbox());
        return Reply.ok("Unsubscribed");
    }
}
