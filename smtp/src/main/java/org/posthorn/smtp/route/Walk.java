package org.posthorn.smtp.route;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.Directory;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.InvalidAddressException;
import org.posthorn.mailbox.routes.RouteEntry.Direction;
import org.posthorn.mailbox.routes.RouteEntry.Journal;
import org.posthorn.mailbox.routes.RouteTable;
import org.posthorn.smtp.route.RouteQuery.Recipient;

/// Follows one recipient through the rules, to all that it leads to.
///
/// No address is followed twice, so it ends, whatever the rules are. Used by one thread.
final class Walk {
    /// More than any chain that may be set up.
    private static final int MOST_STEPS = 50;

    /// More than the largest group, and few enough to be kept for each recipient of a message.
    private static final int MOST_NODES = 20_000;

    /// How an address was come to.
    ///
    /// @param returnPath in place of the sender, if that was replaced
    /// @param forwarder the domain that forwards to where the message goes now
    /// @param detail what followed the `+`, as long as it can name a folder
    /// @param relays whether it may go elsewhere
    record Way(
            Optional<String> returnPath,
            Optional<DomainName> forwarder,
            String detail,
            boolean relays) {
        Way withDetail(String other) {
            return new Way(returnPath, forwarder, other, relays);
        }

        /// Somebody here wants it to go on, wherever.
        Way forwardedBy(DomainName domain) {
            return new Way(returnPath, Optional.of(domain), "", true);
        }

        Way returningTo(String path) {
            return new Way(Optional.of(path), Optional.empty(), "", true);
        }
    }

    private final Router.Services services;
    private final RouteTable table;
    private final RouteQuery query;
    private final LocalRules rules = new LocalRules(this);
    private final Onward onward = new Onward(this);
    private final Set<EmailAddress> path = new LinkedHashSet<>();
    private final Set<EmailAddress> seen = new HashSet<>();
    private int nodes;

    /// Whether what was decided holds for every sender until the next change.
    private boolean lasting = true;

    Walk(Router.Services services, RouteTable table, RouteQuery query) {
        this.services = services;
        this.table = table;
        this.query = query;
    }

    Router.Services services() {
        return services;
    }

    Directory directory() {
        return services.directory();
    }

    RouteTable table() {
        return table;
    }

    /// Whether there is no sender who could be told, whoever comes between.
    boolean isFromNobody(Way way) {
        return way.returnPath().orElse(query.sender()).isEmpty();
    }

    RouteQuery query() {
        return query;
    }

    /// A rule has looked at more than the address.
    void isOfThisQueryOnly() {
        lasting = false;
    }

    /// The sender, if it is an address with a domain.
    Optional<EmailAddress> sender() {
        try {
            return query.sender().isEmpty()
                    ? Optional.empty()
                    : Optional.of(EmailAddress.parse(query.sender()));
        } catch (InvalidAddressException _) {
            return Optional.empty();
        }
    }

    /// @param keep takes what is decided if it holds for every sender
    RouteTree tree(Consumer<RouteNode> keep) {
        Way start = new Way(Optional.empty(), Optional.empty(), "", query.mayRelay());
        RouteNode root =
                switch (query.recipient()) {
                    case Recipient.Address(var address, var written) ->
                            follow(address, written, start);
                    case Recipient.Literal(var text) -> onward.toLiteral(text, start);
                    case Recipient.Postmaster() -> rules.postmaster(start);
                };
        if (lasting && !(root instanceof RouteNode.Refuse)) {
            keep.accept(root);
        }
        return withJournals(root);
    }

    RouteTree withJournals(RouteNode root) {
        var tree = new RouteTree(query, root, List.of());
        return tree.refusal().isPresent() ? tree : new RouteTree(query, root, journals());
    }

    RouteNode follow(EmailAddress address, Way way) {
        return follow(address, address.toString(), way);
    }

    /// @param written as another server should see it
    RouteNode follow(EmailAddress address, String written, Way way) {
        if (++nodes > MOST_NODES) {
            return Refusals.TOO_MANY;
        }
        if (!isOurs(address.domain())) {
            return onward.toDomain(address, written, way);
        }
        if (path.contains(address)) {
            return Refusals.CIRCLE;
        }
        if (path.size() >= MOST_STEPS) {
            return Refusals.TOO_LONG;
        }
        if (!seen.add(address)) {
            return new RouteNode.Repeated(address.toString());
        }
        path.add(address);
        RouteNode decided = rules.decide(address, written, way);
        path.remove(address);
        return decided;
    }

    List<RouteNode> followAll(List<EmailAddress> addresses, Way way) {
        var followed = new ArrayList<RouteNode>(addresses.size());
        for (EmailAddress address : addresses) {
            followed.add(follow(address, way));
        }
        return followed;
    }

    /// Whether mail for a domain is judged here: it is local, or accepted for a relay.
    boolean isOurs(DomainName domain) {
        return directory().isLocal(domain) || table.domainRelay(domain).isPresent();
    }

    Onward onward() {
        return onward;
    }

    /// An account may stand in several places of a tree; only the first counts.
    RouteNode deliver(Account account, Way way) {
        return account.enabled()
                ? new RouteNode.Deliver(account, rules.folder(account, way), way.returnPath())
                : Refusals.DISABLED;
    }

    /// What goes in to the recipient's domain, and what its own people send out.
    private List<RouteNode> journals() {
        var copies = new ArrayList<RouteNode>();
        if (query.recipient() instanceof Recipient.Address(var address, var _)) {
            journal(address.domain(), Direction.IN).ifPresent(copies::add);
        }
        if (query.mayRelay()) {
            sender().flatMap(from -> journal(from.domain(), Direction.OUT)).ifPresent(copies::add);
        }
        return List.copyOf(copies);
    }

    /// Nobody hears of a copy that cannot be delivered: its sender never meant it.
    private Optional<RouteNode> journal(DomainName domain, Direction direction) {
        Optional<Journal> journal =
                table.journal(domain)
                        .filter(each ->
                                each.direction() == Direction.BOTH
                                        || each.direction() == direction);
        var way = new Way(Optional.of(""), Optional.empty(), "", true);
        return journal.map(each ->
                new RouteNode.Expand(
                        "journal of %s (%s)"
                                .formatted(domain, direction == Direction.IN ? "in" : "out"),
                        List.of(follow(each.to(), way))));
    }
}
