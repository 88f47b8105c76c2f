package org.posthorn.imap.response;

import java.io.IOException;
import org.posthorn.imap.command.ModifiedUtf7;
import org.posthorn.imap.command.Syntax;
import org.posthorn.mailbox.store.MailboxName;

/// Writes names: as an atom where nobody could misread it, else as a string.
final class NameWriter {
    private NameWriter() {}

    /// ```
    /// mailbox = "INBOX" / astring
    /// ```
    ///
    /// @param utf8 whether the client reads UTF-8; others get modified UTF-7 (RFC 3501 section
    ///   5.1.3)
    static ResponseOutput mailbox(ResponseOutput out, MailboxName name, boolean utf8)
            throws IOException {
        String written = utf8 ? name.value() : ModifiedUtf7.encode(name.value());
        return isAtom(written) ? out.ascii(written) : out.unicode(written, utf8);
    }

    /// What is no whole name, such as a namespace's prefix; never an atom.
    static ResponseOutput prefix(ResponseOutput out, String prefix, boolean utf8)
            throws IOException {
        return out.unicode(utf8 ? prefix : ModifiedUtf7.encode(prefix), utf8);
    }

    /// ```
    /// astring = 1*ASTRING-CHAR / string
    /// ```
    ///
    /// @param octets one `char` for each octet
    static ResponseOutput astring(ResponseOutput out, String octets) throws IOException {
        return isAtom(octets) ? out.ascii(octets) : out.string(octets);
    }

    /// NIL as an atom would be read as nothing at all.
    private static boolean isAtom(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(Syntax::isAtomChar)
                && !text.equalsIgnoreCase("NIL");
    }
}
