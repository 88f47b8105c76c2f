package org.posthorn.imap.command;

import java.io.IOException;
import org.posthorn.mailbox.store.MailboxName;

/// SELECT and EXAMINE (RFC 9051 sections 6.3.2 and 6.3.3).
final class SelectParser {
    private SelectParser() {}

    /// ```
    /// select = "SELECT" SP mailbox [select-params]
    /// ```
    static Command.Select parseSelect(CommandScanner in) throws RefusedException, IOException {
        MailboxName mailbox = MailboxParser.parse(in);
        return new Command.Select(mailbox, condstore(in));
    }

    /// ```
    /// examine = "EXAMINE" SP mailbox [select-params]
    /// ```
    static Command.Examine parseExamine(CommandScanner in) throws RefusedException, IOException {
        MailboxName mailbox = MailboxParser.parse(in);
        return new Command.Examine(mailbox, condstore(in));
    }

    /// RFC 4466 section 2.1 and RFC 7162 section 3.1.8.
    ///
    /// ```
    /// select-params = SP "(" select-param *(SP select-param) ")"
    /// select-param  = "CONDSTORE"
    /// ```
    private static boolean condstore(CommandScanner in) throws RefusedException {
        if (in.atEnd()) {
            return false;
        }
        in.space().expect("(");
        do {
            if (!in.keyword("a parameter").equals("CONDSTORE")) {
                throw RefusedException.bad("the parameter is not known");
            }
        } while (in.takes(" "));
        in.expect(")");
        return true;
    }
}
