package org.posthorn.imap.command;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// LIST and LSUB (RFC 9051 section 6.3.9, RFC 5258, RFC 5819, RFC 6154, RFC 3501 section 6.3.9).
final class ListParser {
    private final CommandScanner in;
    private final Set<ListSelection> selections = EnumSet.noneOf(ListSelection.class);
    private final List<String> patterns = new ArrayList<>();
    private final Set<ListReturn> returns = EnumSet.noneOf(ListReturn.class);
    private Set<StatusItem> status = Set.of();
    private boolean extended;

    private ListParser(CommandScanner in) {
        this.in = in;
    }

    /// ```
    /// lsub = "LSUB" SP mailbox SP list-mailbox
    /// ```
    static Command.Lsub parseLsub(CommandScanner in) throws RefusedException, IOException {
        var parser = new ListParser(in);
        String reference = parser.reference();
        in.space();
        return new Command.Lsub(reference, parser.pattern());
    }

    static Command.ListMailboxes parse(CommandScanner in) throws RefusedException, IOException {
        return new ListParser(in).parse();
    }

    /// ```
    /// list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]
    /// ```
    private Command.ListMailboxes parse() throws RefusedException, IOException {
        if (in.takes("(")) {
            selections();
            in.space();
        }
        String reference = reference();
        in.space();
        if (in.takes("(")) {
            patterns();
        } else {
            patterns.add(pattern());
        }
        if (in.takes(" ")) {
            in.expect("RETURN (");
            returns();
        }
        return new Command.ListMailboxes(
                Collections.unmodifiableSet(selections),
                reference,
                List.copyOf(patterns),
                Collections.unmodifiableSet(returns),
                status,
                extended);
    }

    private String reference() throws RefusedException, IOException {
        return normal(MailboxParser.pattern(in, in.lenientAstring("the reference")));
    }

    private String pattern() throws RefusedException, IOException {
        return normal(MailboxParser.pattern(in, in.listMailbox()));
    }

    /// As the names are that it is compared to.
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /// ```
    /// patterns = "(" list-mailbox *(SP list-mailbox) ")"
    /// ```
    private void patterns() throws RefusedException, IOException {
        extended = true;
        do {
            patterns.add(pattern());
        } while (in.takes(" "));
        in.expect(")");
    }

    /// ```
    /// list-select-opts = "(" [(*(list-select-opt SP) list-select-base-opt *(SP list-select-opt)) /
    ///                    (list-select-independent-opt *(SP list-select-independent-opt))] ")"
    /// ```
    private void selections() throws RefusedException {
        extended = true;
        boolean first = true;
        while (!in.takes(")")) {
            if (!first) {
                in.space();
            }
            first = false;
            selections.add(
                    switch (in.keyword("an option")) {
                        case "SUBSCRIBED" -> ListSelection.SUBSCRIBED;
                        case "REMOTE" -> ListSelection.REMOTE;
                        case "RECURSIVEMATCH" -> ListSelection.RECURSIVEMATCH;
                        case "SPECIAL-USE" -> ListSelection.SPECIAL_USE;
                        default -> throw RefusedException.bad("the option is not known");
                    });
        }
        if (selections.contains(ListSelection.RECURSIVEMATCH)
                && !selections.contains(ListSelection.SUBSCRIBED)
                && !selections.contains(ListSelection.SPECIAL_USE)) {
            throw RefusedException.bad("RECURSIVEMATCH needs something to match");
        }
    }

    /// ```
    /// list-return-opts = "RETURN" SP "(" [list-return-opt *(SP list-return-opt)] ")"
    /// ```
    private void returns() throws RefusedException {
        extended = true;
        boolean first = true;
        while (!in.takes(")")) {
            if (!first) {
                in.space();
            }
            first = false;
            switch (in.keyword("an option")) {
                case "SUBSCRIBED" -> returns.add(ListReturn.SUBSCRIBED);
                case "CHILDREN" -> returns.add(ListReturn.CHILDREN);
                case "SPECIAL-USE" -> returns.add(ListReturn.SPECIAL_USE);
                case "STATUS" -> status = StatusParser.items(in.space());
                default -> throw RefusedException.bad("the option is not known");
            }
        }
    }
}
