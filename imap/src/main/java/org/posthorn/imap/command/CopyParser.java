package org.posthorn.imap.command;

import java.io.IOException;

/// COPY and MOVE (RFC 9051 sections 6.4.7 and 6.4.8).
final class CopyParser {
    private CopyParser() {}

    /// ```
    /// copy = "COPY" SP sequence-set SP mailbox
    /// ```
    static Command.Copy parseCopy(CommandScanner in, boolean byUid)
            throws RefusedException, IOException {
        SequenceSet set = SequenceSetParser.parse(in);
        return new Command.Copy(byUid, set, MailboxParser.parse(in.space()));
    }

    /// ```
    /// move = "MOVE" SP sequence-set SP mailbox
    /// ```
    static Command.Move parseMove(CommandScanner in, boolean byUid)
            throws RefusedException, IOException {
        SequenceSet set = SequenceSetParser.parse(in);
        return new Command.Move(byUid, set, MailboxParser.parse(in.space()));
    }
}
