package org.posthorn.smtp.receive;

import java.util.List;
import java.util.function.Predicate;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Recipients;
import org.posthorn.mailbox.mime.Envelope;

/// The addresses that an account may send as: whatever leads to it (RFC 6409 section 6.1).
final class OwnAddresses {
    private final Directory directory;

    OwnAddresses(Directory directory) {
        this.directory = directory;
    }

    boolean has(Account account, String address) {
        try {
            return directory.resolve(EmailAddress.parse(address))
                            instanceof Recipients.Accounts(var accounts)
                    && accounts.stream().anyMatch(each -> each.id().equals(account.id()));
        } catch (InvalidAddressException _) {
            return false;
        }
    }

    /// Whether there are some, and all are the account's.
    ///
    /// @param addresses of a From field; a group has members that nobody can be
    boolean hasAll(Account account, List<Envelope.Address> addresses) {
        return areAll(addresses, address -> has(account, address));
    }

    /// Whether there are some, and all pass.
    static boolean areAll(List<Envelope.Address> addresses, Predicate<String> passes) {
        return !addresses.isEmpty()
                && addresses.stream()
                        .allMatch(each ->
                                each.mailbox() != null
                                        && each.host() != null
                                        && passes.test(each.mailbox() + "@" + each.host()));
    }
}
