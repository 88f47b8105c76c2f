package org.posthorn.smtp.route;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RelayName;
import org.posthorn.mailbox.routes.RelayScope;
import org.posthorn.mailbox.routes.RouteEntry.DomainRelay;
import org.posthorn.mailbox.routes.RouteEntry.RelayUse;
import org.posthorn.mailbox.routes.RouteEntry.Rewriting;
import org.posthorn.mailbox.routes.RouteEntry.Side;
import org.posthorn.smtp.route.Walk.Way;

/// What happens to addresses elsewhere: who may write there, as whom, and by which relay.
final class Onward {
    private final Walk walk;

    Onward(Walk walk) {
        this.walk = walk;
    }

    /// Where a relay is used, and why.
    private record Destination(String name, String reason) {
        static Destination of(RelayName relay, String reason) {
            return new Destination("relay:" + relay, reason);
        }
    }

    /// @param text whose domain is an address literal
    RouteNode toLiteral(String text, Way way) {
        walk.isOfThisQueryOnly();
        if (!way.relays()) {
            return Refusals.NO_RELAY;
        }
        String literal = text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        Destination destination =
                bySender().orElseGet(() -> new Destination("mx:" + literal, "its address"));
        return relay(text, destination, way);
    }

    /// @param written the address as it is named there
    RouteNode toDomain(EmailAddress address, String written, Way way) {
        walk.isOfThisQueryOnly();
        if (!way.relays()) {
            return Refusals.NO_RELAY;
        }
        Optional<DomainName> other = rewritten(address.domain(), Side.RECIPIENT);
        if (other.isEmpty()) {
            return relay(written, destination(address.domain()), way);
        }
        EmailAddress renamed = new EmailAddress(address.localPart(), other.get());
        RouteNode next =
                walk.isOurs(other.get())
                        ? walk.follow(renamed, way)
                        : relay(
                                localPart(written) + "@" + other.get(),
                                destination(other.get()),
                                way);
        return new RouteNode.Expand(
                "rewrite of %s to %s".formatted(address.domain(), other.get()), List.of(next));
    }

    /// For a domain that is taken in for a relay.
    RouteNode by(DomainRelay domain, String written, Way way) {
        return relay(written, Destination.of(domain.relay(), domain.title()), way);
    }

    private Destination destination(DomainName domain) {
        return use(new RelayScope.ToDomain(domain))
                .or(this::bySender)
                .orElseGet(() -> new Destination("mx:" + domain, "its domain"));
    }

    /// By the sender's address, its domain, or always.
    private Optional<Destination> bySender() {
        Optional<EmailAddress> sender = walk.sender();
        return sender.flatMap(address -> use(new RelayScope.FromAddress(address)))
                .or(() ->
                        sender.flatMap(address -> use(new RelayScope.FromDomain(address.domain()))))
                .or(() -> use(new RelayScope.Always()));
    }

    private Optional<Destination> use(RelayScope scope) {
        return walk.table()
                .relayUse(scope)
                .map((RelayUse use) -> Destination.of(use.relay(), "relay for " + scope));
    }

    private RouteNode relay(String address, Destination destination, Way way) {
        return new RouteNode.Relay(
                address, destination.name(), returnPath(way), destination.reason());
    }

    /// A server that gets mail of somebody else's domain from us would take it for forged, so who
    /// forwards names an address of its own. Bounces are nobody's (RFC 5321 section 4.5.5).
    private String returnPath(Way way) {
        if (way.returnPath().isPresent()) {
            return way.returnPath().get();
        }
        String sender = walk.query().sender();
        Optional<EmailAddress> address = walk.sender();
        boolean ours = address.filter(each -> walk.isOurs(each.domain())).isPresent();
        if (way.forwarder().isPresent() && !sender.isEmpty() && !ours) {
            return walk.services().senders().forward(sender, way.forwarder().get());
        }
        return address.flatMap(each -> rewritten(each.domain(), Side.SENDER))
                .map(domain -> localPart(sender) + "@" + domain)
                .orElse(sender);
    }

    private Optional<DomainName> rewritten(DomainName domain, Side side) {
        return walk.table()
                .rewriting(domain)
                .filter(each -> each.side() == Side.BOTH || each.side() == side)
                .map(Rewriting::to);
    }

    private static String localPart(String address) {
        return address.substring(0, address.lastIndexOf('@'));
    }
}
