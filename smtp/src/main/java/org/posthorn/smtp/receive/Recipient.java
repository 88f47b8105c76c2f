package org.posthorn.smtp.receive;

import java.util.List;
import org.posthorn.mailbox.directory.Account;

/// An accepted recipient and the accounts that it leads to.
///
/// @param text the address, for replies and the `for` clause
record Recipient(String text, List<Account> accounts) {
    Recipient {
        accounts = List.copyOf(accounts);
    }
}
