package org.posthorn.smtp.receive;

import java.net.InetAddress;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.net.Network;
import org.posthorn.smtp.route.PermittedSender;

/// Who may submit without login: a printer, or a program on a server of ours.
///
/// @param network where it is
/// @param sender whom it sends as
public record ListedSender(Network network, PermittedSender sender) {

    /// From a network, a space and an address or a domain.
    ///
    /// @throws IllegalArgumentException if it is none
    public static ListedSender parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not a network and a sender: " + text);
        }
        return new ListedSender(
                Network.parse(text.substring(0, space)),
                PermittedSender.parse(text.substring(space + 1).strip()));
    }

    boolean permits(InetAddress client, EmailAddress address) {
        return network.contains(client) && sender.permits(address);
    }

    /// As it can be parsed.
    @Override
    public String toString() {
        return network + " " + sender;
    }
}
