package org.posthorn.smtp.route;

import java.util.List;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.directory.Recipients;
import org.posthorn.mailbox.mime.Envelope;
import org.posthorn.mailbox.routes.Routes;

/// The addresses that an account may send as (RFC 6409 section 6.1): whatever leads to it, as an
/// address or an alias of its own, and what an administrator has allowed. A group or a forward that
/// leads to it is not its own.
public record SendingRights(Directory directory, Routes routes) {

    /// Whether the account may name this address as the sender.
    public boolean has(Account account, String address) {
        try {
            return has(account, EmailAddress.parse(address));
        } catch (InvalidAddressException _) {
            return false;
        }
    }

    private boolean has(Account account, EmailAddress address) {
        if (isOwn(account, address)) {
            return true;
        }
        var table = routes.table();
        return table.maySendAs(account.address(), address)
                || table.domainAlias(address.domain())
                        .filter(alias ->
                                has(account, new EmailAddress(address.localPart(), alias.target())))
                        .isPresent();
    }

    private boolean isOwn(Account account, EmailAddress address) {
        return directory.resolve(address) instanceof Recipients.Accounts(var accounts)
                && accounts.stream().anyMatch(each -> each.id().equals(account.id()));
    }

    /// Whether there are some, and the account may send as all of them.
    ///
    /// @param addresses of a From field; a group has members that nobody can be
    public boolean hasAll(Account account, List<Envelope.Address> addresses) {
        return !addresses.isEmpty()
                && addresses.stream()
                        .allMatch(each ->
                                each.mailbox() != null
                                        && each.host() != null
                                        && has(account, each.mailbox() + "@" + each.host()));
    }
}
