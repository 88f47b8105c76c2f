package org.posthorn.smtp.relay;

import java.net.InetAddress;
import java.util.List;

/// A host that takes mail for a domain.
///
/// @param name as the domain's MX record has it, in ASCII and lower case without a final dot, or an
///   address in brackets
/// @param addresses in the order in which they are to be tried; never empty
public record MailHost(String name, List<InetAddress> addresses) {
    public MailHost {
        addresses = List.copyOf(addresses);
    }
}
