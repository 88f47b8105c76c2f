package org.posthorn.mailbox.tree;

import java.util.Optional;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.store.MailboxName;
import org.posthorn.mailbox.store.Mailboxes;

/// The names under which a viewer finds mailboxes of others (RFC 2342): `Other Users/` or
/// `Shared/`, the owner's address as one level, and the mailbox's name below its owner.
///
/// In the address, characters that a name has not or that part levels are written as `=` and two
/// hexadecimal digits.
public final class Namespaces {
    private static final String ESCAPED = "/%*=";

    private Namespaces() {}

    /// A mailbox of somebody else, as a name says it.
    ///
    /// @param everyones whether it is shared with everyone
    /// @param name below its owner
    record Foreign(boolean everyones, EmailAddress owner, MailboxName name) {}

    /// Whether no account has mailboxes of its own there.
    public static boolean isReserved(MailboxName name) {
        return isAtOrBelow(name, Mailboxes.OTHER_USERS) || isAtOrBelow(name, Mailboxes.SHARED);
    }

    private static boolean isAtOrBelow(MailboxName name, MailboxName top) {
        return name.equals(top) || name.isBelow(top);
    }

    /// The name for viewers; empty when that would be too long for one.
    static Optional<MailboxName> name(Foreign mailbox) {
        var top = mailbox.everyones ? Mailboxes.SHARED : Mailboxes.OTHER_USERS;
        try {
            return Optional.of(
                    new MailboxName(
                            top.value()
                                    + MailboxName.SEPARATOR
                                    + escape(mailbox.owner.toString())
                                    + MailboxName.SEPARATOR
                                    + mailbox.name.value()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String escape(String address) {
        var escaped = new StringBuilder();
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (ESCAPED.indexOf(c) >= 0) {
                escaped.append("=%02X".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// The mailbox that a name may mean; empty for the account's own names, and for what no mailbox
    /// of others is called.
    static Optional<Foreign> parse(MailboxName name) {
        boolean everyones = name.isBelow(Mailboxes.SHARED);
        if (!everyones && !name.isBelow(Mailboxes.OTHER_USERS)) {
            return Optional.empty();
        }
        String[] parts = name.value().split(String.valueOf(MailboxName.SEPARATOR), 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            var owner = EmailAddress.parse(unescape(parts[1]));
            return Optional.of(new Foreign(everyones, owner, new MailboxName(parts[2])));
        } catch (InvalidAddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String unescape(String level) {
        var address = new StringBuilder();
        for (int i = 0; i < level.length(); i++) {
            char c = level.charAt(i);
            if (c == '=' && i + 2 < level.length()) {
                address.append((char) Integer.parseInt(level, i + 1, i + 3, 16));
                i += 2;
            } else {
                address.append(c);
            }
        }
        return address.toString();
    }
}
