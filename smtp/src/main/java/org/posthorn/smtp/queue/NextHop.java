package org.posthorn.smtp.queue;

import java.util.Optional;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.TlsRule;

/// Where a destination leads.
public sealed interface NextHop {
    /// To the hosts that take mail for a domain, port 25.
    ///
    /// @param domain in ASCII, or an address literal in brackets
    record Exchange(String domain, TlsRule tls) implements NextHop {}

    /// To a certain host.
    ///
    /// @param host a name, whose addresses are asked for and nothing else, or an address in
    ///   brackets
    record Fixed(
            String host,
            int port,
            RelayTarget.Protocol protocol,
            TlsRule tls,
            boolean implicitTls,
            Optional<RelayTarget.Login> login)
            implements NextHop {}

    /// Nowhere any more: an administrator has removed it. Its entries are routed anew.
    record Gone() implements NextHop {}
}
