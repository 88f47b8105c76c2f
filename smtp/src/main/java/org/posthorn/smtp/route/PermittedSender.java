package org.posthorn.smtp.route;

import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;

/// Whom somebody may send as who has not logged in: an address, or all addresses of a domain.
///
/// @param localPart of the address; empty for all of the domain
public record PermittedSender(String localPart, DomainName domain) {

    /// From an address or a domain.
    ///
    /// @throws IllegalArgumentException if it is neither
    public static PermittedSender parse(String text) {
        if (text.indexOf('@') < 0) {
            return new PermittedSender("", new DomainName(text));
        }
        EmailAddress address =
                address(text)
                        .orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
        return new PermittedSender(address.localPart(), address.domain());
    }

    /// What a text means as an address.
    public static Optional<EmailAddress> address(String text) {
        try {
            return Optional.of(EmailAddress.parse(text));
        } catch (InvalidAddressException _) {
            return Optional.empty();
        }
    }

    public boolean permits(EmailAddress sender) {
        return sender.domain().equals(domain)
                && (localPart.isEmpty() || sender.localPart().equals(localPart));
    }

    /// The address, if it is one.
    public Optional<EmailAddress> address() {
        return localPart.isEmpty()
                ? Optional.empty()
                : Optional.of(new EmailAddress(localPart, domain));
    }

    /// As it can be parsed.
    @Override
    public String toString() {
        return address().map(EmailAddress::toString).orElseGet(domain::toString);
    }
}
