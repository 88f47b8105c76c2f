package org.posthorn.imap.command;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.posthorn.mailbox.store.MailboxName;

/// STATUS (RFC 9051 section 6.3.11).
final class StatusParser {
    private StatusParser() {}

    /// ```
    /// status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
    /// ```
    static Command.Status parse(CommandScanner in) throws RefusedException, IOException {
        MailboxName mailbox = MailboxParser.parse(in);
        return new Command.Status(mailbox, items(in.space()));
    }

    static Set<StatusItem> items(CommandScanner in) throws RefusedException {
        var items = EnumSet.noneOf(StatusItem.class);
        in.expect("(");
        do {
            items.add(item(in));
        } while (in.takes(" "));
        in.expect(")");
        return Collections.unmodifiableSet(items);
    }

    private static StatusItem item(CommandScanner in) throws RefusedException {
        String name = in.keyword("an item");
        for (StatusItem item : StatusItem.values()) {
            if (item.name().equals(name)) {
                return item;
            }
        }
        throw RefusedException.bad("the item is not known");
    }
}
