package org.posthorn.smtp.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.mailbox.outbound.QueueEntry;
import org.posthorn.smtp.relay.Hosts;
import org.posthorn.smtp.relay.MailHost;
import org.posthorn.smtp.relay.RelayTarget;
import org.posthorn.smtp.relay.RemoteReply;

/// Finds out where destinations lead.
final class Resolver {
    private static final int SMTP_PORT = 25;

    private final NextHops nextHops;
    private final Hosts hosts;
    private final AddressLookup addresses;

    Resolver(QueueParts parts) {
        nextHops = parts.nextHops();
        hosts = parts.hosts();
        addresses = parts.addresses();
    }

    Resolution resolve(String destination) {
        if (destination.equals(QueueEntry.REPORTS)) {
            return new Resolution.To(destination, new Route.Reports());
        }
        return switch (nextHops.of(destination)) {
            case NextHop.Gone() -> new Resolution.To("gone:" + destination, new Route.Gone());
            case NextHop.Exchange exchange -> exchange(exchange);
            case NextHop.Fixed fixed -> fixed(fixed);
        };
    }

    private Resolution exchange(NextHop.Exchange exchange) {
        var hop =
                new NextHop.Fixed(
                        exchange.domain(),
                        SMTP_PORT,
                        RelayTarget.Protocol.SMTP,
                        exchange.tls(),
                        false,
                        Optional.empty());
        return switch (hosts.find(exchange.domain())) {
            case Hosts.Found.NotNow(var why) -> new Resolution.NotNow(why);
            case Hosts.Found.Never(var why) ->
                    new Resolution.To("refused:" + exchange.domain(), new Route.Refused(why));
            case Hosts.Found.Some(var found) ->
                    new Resolution.To(
                            "mx:" + exchange.tls() + ":" + names(found),
                            new Route.ToHosts(found, hop));
        };
    }

    /// Equal preferences come in any order.
    private static String names(List<MailHost> hosts) {
        return hosts.stream()
                .map(MailHost::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private Resolution fixed(NextHop.Fixed hop) {
        try {
            List<InetAddress> found = addresses.of(hop.host());
            String key =
                    "host:%s:%d:%s:%s:%s:%s"
                            .formatted(
                                    hop.host(),
                                    hop.port(),
                                    hop.protocol(),
                                    hop.tls(),
                                    hop.implicitTls(),
                                    hop.login().map(RelayTarget.Login::user).orElse(""));
            return new Resolution.To(
                    key, new Route.ToHosts(List.of(new MailHost(hop.host(), found)), hop));
        } catch (UnknownHostException _) {
            return new Resolution.NotNow(
                    new RemoteReply(451, "4.4.3", "no address of " + hop.host() + " was found"));
        }
    }
}
