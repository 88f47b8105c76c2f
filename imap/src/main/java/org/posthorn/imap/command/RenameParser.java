package org.posthorn.imap.command;

import java.io.IOException;
import org.posthorn.mailbox.store.MailboxName;

/// RENAME (RFC 9051 section 6.3.6).
final class RenameParser {
    private RenameParser() {}

    /// ```
    /// rename = "RENAME" SP mailbox SP mailbox
    /// ```
    static Command.Rename parse(CommandScanner in) throws RefusedException, IOException {
        MailboxName from = MailboxParser.parse(in);
        return new Command.Rename(from, MailboxParser.parseNew(in.space()));
    }
}
