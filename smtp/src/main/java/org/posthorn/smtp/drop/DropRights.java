package org.posthorn.smtp.drop;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.smtp.route.PermittedSender;

/// As whom a user of this machine may write: as what is listed for it; and whoever is not listed,
/// by its own name and to recipients here.
///
/// @param domain of addresses that have none
/// @param listed for the user
record DropRights(String user, DomainName domain, List<PermittedSender> listed) {
    private static final String NOBODY = "nobody";

    DropRights {
        listed = List.copyOf(listed);
    }

    /// The address that its mail comes from where it names none.
    EmailAddress own() {
        Optional<EmailAddress> address =
                listed.stream().flatMap(each -> each.address().stream()).findFirst();
        DomainName home = listed.stream().findFirst().map(PermittedSender::domain).orElse(domain);
        return address.or(() -> PermittedSender.address(user + "@" + home))
                .orElseGet(() -> new EmailAddress(NOBODY, home));
    }

    /// Whether it may write to other servers.
    boolean mayRelay() {
        return !listed.isEmpty();
    }

    /// @param address with a domain
    boolean permits(String address) {
        return PermittedSender.address(address)
                .filter(each ->
                        each.equals(own())
                                || listed.stream().anyMatch(sender -> sender.permits(each)))
                .isPresent();
    }
}
