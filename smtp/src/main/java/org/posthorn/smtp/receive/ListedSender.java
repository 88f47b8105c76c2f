package org.posthorn.smtp.receive;

import java.net.InetAddress;
import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.net.Network;

/// Who may submit without login: a printer, or a program on a server of ours.
///
/// @param network where it is
/// @param localPart of the address that it sends as; empty for all of the domain
public record ListedSender(Network network, String localPart, DomainName domain) {

    /// From a network, a space and an address or a domain.
    ///
    /// @throws IllegalArgumentException if it is none
    public static ListedSender parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not a network and a sender: " + text);
        }
        Network network = Network.parse(text.substring(0, space));
        String sender = text.substring(space + 1).strip();
        if (sender.indexOf('@') < 0) {
            return new ListedSender(network, "", new DomainName(sender));
        }
        EmailAddress address =
                address(sender)
                        .orElseThrow(
                                () -> new IllegalArgumentException("not an address: " + sender));
        return new ListedSender(network, address.localPart(), address.domain());
    }

    static Optional<EmailAddress> address(String text) {
        try {
            return Optional.of(EmailAddress.parse(text));
        } catch (InvalidAddressException _) {
            return Optional.empty();
        }
    }

    boolean permits(InetAddress client, EmailAddress sender) {
        return network.contains(client)
                && sender.domain().equals(domain)
                && (localPart.isEmpty() || sender.localPart().equals(localPart));
    }

    /// As it can be parsed.
    @Override
    public String toString() {
        return network
                + " "
                + (localPart.isEmpty()
                        ? domain.toString()
                        : new EmailAddress(localPart, domain).toString());
    }
}
