package org.posthorn.imap.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.store.MailboxName;

/// Names of mailboxes (RFC 9051 section 5.1, RFC 3501 section 5.1.3).
///
/// Until the client enables UTF-8 a name is modified UTF-7; one that holds UTF-8 all the same is
/// taken as it is. A name that no mailbox can have is refused with NO, because the command fits the
/// grammar.
final class MailboxParser {
    private MailboxParser() {}

    /// ```
    /// mailbox = "INBOX" / astring
    /// ```
    static MailboxName parse(CommandScanner in) throws RefusedException, IOException {
        return name(unicode(in, in.lenientAstring("the mailbox")));
    }

    /// A name to be made; a separator at its end only announces that there will be names below it
    /// (RFC 9051 section 6.3.4).
    static MailboxName parseNew(CommandScanner in) throws RefusedException, IOException {
        String name = unicode(in, in.lenientAstring("the mailbox"));
        boolean announces =
                name.length() > 1 && name.charAt(name.length() - 1) == MailboxName.SEPARATOR;
        return name(announces ? name.substring(0, name.length() - 1) : name);
    }

    private static MailboxName name(String name) throws RefusedException {
        try {
            return new MailboxName(name);
        } catch (IllegalArgumentException e) {
            throw cannot(e);
        }
    }

    private static RefusedException cannot(IllegalArgumentException e) {
        return new RefusedException(Refusal.Reason.CANNOT, String.valueOf(e.getMessage()));
    }

    private static String unicode(CommandScanner in, String octets) throws RefusedException {
        @Nullable String text = CommandScanner.decode(octets, StandardCharsets.UTF_8);
        if (text == null) {
            throw new RefusedException(
                    Refusal.Reason.CANNOT, "a mailbox name is modified UTF-7 or UTF-8");
        }
        if (in.utf8() || text.length() < octets.length()) {
            return text;
        }
        try {
            return ModifiedUtf7.decode(text);
        } catch (IllegalArgumentException e) {
            throw cannot(e);
        }
    }

    /// A pattern or a reference of LIST, which matches nothing when it is not well formed.
    static String pattern(CommandScanner in, String octets) {
        String text = CommandScanner.text(octets);
        if (in.utf8() || text.length() < octets.length()) {
            return text;
        }
        try {
            return ModifiedUtf7.decode(text);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
