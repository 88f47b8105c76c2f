package org.posthorn.imap.command;

import java.util.Optional;
import org.posthorn.mailbox.store.FlagChange;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.ModSequence;

/// STORE (RFC 9051 section 6.4.6).
final class StoreParser {
    private StoreParser() {}

    /// ```
    /// store           = "STORE" SP sequence-set [store-modifiers] SP store-att-flags
    /// store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag)))
    /// ```
    static Command.Store parse(CommandScanner in, boolean byUid) throws RefusedException {
        SequenceSet set = SequenceSetParser.parse(in);
        Optional<ModSequence> unchangedSince = unchangedSince(in.space());
        FlagChange.Kind kind =
                in.takes("+")
                        ? FlagChange.Kind.ADD
                        : in.takes("-") ? FlagChange.Kind.REMOVE : FlagChange.Kind.REPLACE;
        in.expect("FLAGS");
        boolean silent = in.takes(".SILENT");
        in.space();
        Flags flags = in.peek() == '(' ? FlagParser.parseList(in) : FlagParser.parseBare(in);
        return new Command.Store(byUid, set, new FlagChange(kind, flags), silent, unchangedSince);
    }

    /// RFC 7162 section 3.1.3.
    ///
    /// ```
    /// store-modifiers = SP "(" store-modifier *(SP store-modifier) ")"
    /// store-modifier  = "UNCHANGEDSINCE" SP mod-sequence-valzer
    /// ```
    private static Optional<ModSequence> unchangedSince(CommandScanner in) throws RefusedException {
        if (!in.takes("(")) {
            return Optional.empty();
        }
        long value = in.expect("UNCHANGEDSINCE").space().number64();
        in.expect(")").space();
        return Optional.of(new ModSequence(value));
    }
}
