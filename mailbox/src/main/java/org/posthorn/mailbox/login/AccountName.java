package org.posthorn.mailbox.login;

import java.util.Locale;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// The account that a login names, whether or not there is one: an address in its one form, or the
/// beginning of what is none.
record AccountName(String text) {
    /// No address is longer.
    private static final int MAX_LENGTH = 254;

    static AccountName of(String login) {
        try {
            return new AccountName(EmailAddress.parse(login).toString());
        } catch (InvalidAddressException _) {
            String start = login.substring(0, Math.min(login.length(), MAX_LENGTH));
            return new AccountName(start.toLowerCase(Locale.ROOT));
        }
    }
}
