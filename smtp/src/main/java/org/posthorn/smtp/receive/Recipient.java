package org.posthorn.smtp.receive;

import java.util.List;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.outbound.RecipientOptions;

/// An accepted recipient and the accounts that it leads to.
///
/// @param text the address, for replies and the `for` clause
record Recipient(String text, List<Account> accounts, RecipientOptions options) {
    Recipient {
        accounts = List.copyOf(accounts);
    }
}
