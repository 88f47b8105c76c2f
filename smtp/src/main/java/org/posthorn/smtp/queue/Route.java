package org.posthorn.smtp.queue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.posthorn.smtp.relay.MailHost;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.RemoteReply;
import org.posthorn.smtp.relay.TlsRule;

/// What is done with the entries of a site.
sealed interface Route {
    /// They are taken to one of these hosts.
    ///
    /// @param hop how they are spoken to
    record ToHosts(List<MailHost> hosts, NextHop.Fixed hop) implements Route {
        /// How to connect to one of the hosts.
        ///
        /// @param tls the rule of the route, or a stricter one that the message wants
        RelayTarget target(MailHost host, InetAddress address, TlsRule tls) {
            return new RelayTarget(
                    host.name(),
                    new InetSocketAddress(address, hop.port()),
                    hop.protocol(),
                    tls,
                    hop.implicitTls(),
                    hop.login());
        }
    }

    /// Nobody takes them and nobody will.
    record Refused(RemoteReply why) implements Route {}

    /// The destination is no longer known.
    record Gone() implements Route {}

    /// Their senders are told.
    record Reports() implements Route {}
}
