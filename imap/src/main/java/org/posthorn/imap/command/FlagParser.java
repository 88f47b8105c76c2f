package org.posthorn.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.store.Flags;
import org.posthorn.mailbox.store.SystemFlag;

/// Flags (RFC 9051 section 2.3.2).
final class FlagParser {
    private static final int MAX_KEYWORD_OCTETS = 100;

    /// In one command; messages have a handful.
    private static final int MAX_KEYWORDS = 100;

    private final CommandScanner in;
    private final List<String> keywords = new ArrayList<>();
    private int systemBits;

    private FlagParser(CommandScanner in) {
        this.in = in;
    }

    /// ```
    /// flag-list = "(" [flag *(SP flag)] ")"
    /// ```
    static Flags parseList(CommandScanner in) throws RefusedException {
        in.expect("(");
        if (in.takes(")")) {
            return Flags.NONE;
        }
        Flags flags = parseBare(in);
        in.expect(")");
        return flags;
    }

    /// ```
    /// flag *(SP flag)
    /// ```
    static Flags parseBare(CommandScanner in) throws RefusedException {
        var parser = new FlagParser(in);
        do {
            parser.flag();
        } while (in.takes(" "));
        return Flags.of(parser.systemBits, parser.keywords);
    }

    /// `\Recent` is the server's to set; old clients send back what they got, so it is passed over.
    ///
    /// ```
    /// flag = "\Answered" / "\Flagged" / "\Deleted" / "\Seen" / "\Draft" / flag-keyword / flag-extension
    /// ```
    private void flag() throws RefusedException {
        if (!in.takes("\\")) {
            keywords.add(keyword(in));
            if (keywords.size() > MAX_KEYWORDS) {
                throw new RefusedException(Refusal.Reason.LIMIT, "too many keywords at once");
            }
            return;
        }
        String name = "\\" + in.atom("a flag");
        Optional<SystemFlag> flag = SystemFlag.ofWireName(name);
        if (flag.isPresent()) {
            systemBits |= flag.get().bit();
        } else if (!name.equalsIgnoreCase("\\Recent")) {
            throw RefusedException.bad("the flag is not known");
        }
    }

    /// ```
    /// flag-keyword = "$MDNSent" / "$Forwarded" / "$Junk" / "$NotJunk" / "$Phishing" / atom
    /// ```
    static String keyword(CommandScanner in) throws RefusedException {
        String keyword = in.atom("a keyword");
        if (keyword.length() > MAX_KEYWORD_OCTETS) {
            throw new RefusedException(Refusal.Reason.LIMIT, "the keyword is too long");
        }
        return keyword;
    }
}
