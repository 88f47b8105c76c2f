package org.posthorn.imap.command;

import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.SpecialUse;

/// CREATE (RFC 9051 section 6.3.4).
final class CreateParser {
    private CreateParser() {}

    /// ```
    /// create = "CREATE" SP mailbox [create-params]
    /// ```
    static Command.Create parse(CommandScanner in) throws RefusedException, IOException {
        MailboxName mailbox = MailboxParser.parseNew(in);
        return new Command.Create(mailbox, in.atEnd() ? Set.of() : uses(in.space()));
    }

    /// RFC 6154 section 6.
    ///
    /// ```
    /// create-params = SP "(" create-param *(SP create-param) ")"
    /// create-param  = "USE" SP "(" [use-attr *(SP use-attr)] ")"
    /// ```
    private static Set<SpecialUse> uses(CommandScanner in) throws RefusedException {
        var uses = EnumSet.noneOf(SpecialUse.class);
        in.expect("(").expect("USE").space().expect("(");
        boolean first = true;
        while (!in.takes(")")) {
            if (!first) {
                in.space();
            }
            first = false;
            uses.add(use(in));
        }
        in.expect(")");
        return Collections.unmodifiableSet(uses);
    }

    private static SpecialUse use(CommandScanner in) throws RefusedException {
        in.expect("\\");
        return SpecialUse.ofAttribute("\\" + in.atom("a use"))
                .orElseThrow(() ->
                        new RefusedException(Refusal.Reason.USE_ATTR, "the use is not known"));
    }
}
