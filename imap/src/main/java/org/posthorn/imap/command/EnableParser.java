package org.posthorn.imap.command;

import java.util.Collections;
import java.util.LinkedHashSet;

/// ENABLE (RFC 9051 section 6.3.1).
final class EnableParser {
    private EnableParser() {}

    /// ```
    /// enable = "ENABLE" 1*(SP capability)
    /// ```
    static Command.Enable parse(CommandScanner in) throws RefusedException {
        var capabilities = new LinkedHashSet<String>();
        do {
            capabilities.add(in.space().keyword("a capability"));
        } while (!in.atEnd());
        return new Command.Enable(Collections.unmodifiableSet(capabilities));
    }
}
