package org.posthorn.mailbox.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RouteEntry.AddressPattern;
import org.posthorn.mailbox.routes.RouteEntry.CatchAll;
import org.posthorn.mailbox.routes.RouteEntry.DomainAlias;
import org.posthorn.mailbox.routes.RouteEntry.Forward;
import org.posthorn.mailbox.routes.RouteEntry.Group;
import org.posthorn.mailbox.routes.RouteEntry.Postmaster;

/// Finds out whether mail would go round in circles, before an entry is made.
///
/// Follows addresses in the order of the rules by which mail is routed. Where an entry is about
/// addresses without number (a catch-all, a domain alias, a pattern), one that nobody has stands
/// for all of them.
final class RouteCircles {
    /// More steps from one address to the next than anybody follows.
    static final int MOST_STEPS = 20;

    /// A local part that stands for any that nobody has.
    private static final String ANY = "any-other-address";

    private final DirectoryRows rows;
    private final RouteTable table;
    private final LinkedHashSet<EmailAddress> path = new LinkedHashSet<>();
    private final Set<EmailAddress> seen = new HashSet<>();

    RouteCircles(DirectoryRows rows, RouteTable table) {
        this.rows = rows;
        this.table = table;
    }

    /// Says which way mail would go, if it would go in circles because an entry comes or has gone.
    Optional<String> through(RouteEntry entry) {
        for (EmailAddress start : starts(entry)) {
            var found = visit(start);
            if (found.isPresent()) {
                return found;
            }
            path.clear();
        }
        return Optional.empty();
    }

    /// The addresses for which the entry decides something else than before.
    private List<EmailAddress> starts(RouteEntry entry) {
        return switch (entry) {
            case Group group -> List.of(group.address());
            case Forward forward -> List.of(forward.address());
            case CatchAll catchAll -> ofDomain(new EmailAddress(ANY, catchAll.domain()));
            case DomainAlias alias -> ofDomain(new EmailAddress(ANY, alias.domain()));
            case AddressPattern pattern -> ofDomain(sample(pattern));
            case Postmaster postmaster -> duties(postmaster);
            default -> List.of();
        };
    }

    /// Those that other entries name there, or in a domain that is an alias of it, and what
    /// patterns make of any.
    private List<EmailAddress> ofDomain(EmailAddress any) {
        DomainName domain = any.domain();
        var starts = new ArrayList<>(List.of(any));
        for (RouteEntry pattern : table.all(RouteKind.PATTERN)) {
            starts.add(sample((AddressPattern) pattern));
        }
        table.stream()
                .flatMap(entry -> entry.targets().stream())
                .filter(address ->
                        address.domain().equals(domain)
                                || table.domainAlias(address.domain()).isPresent())
                .forEach(starts::add);
        return starts;
    }

    private List<EmailAddress> duties(Postmaster postmaster) {
        var starts = new ArrayList<>(List.of(postmaster.to()));
        table.stream()
                .flatMap(entry -> entry.targets().stream())
                .filter(Duties::isDuty)
                .forEach(starts::add);
        return starts;
    }

    /// Long local parts may leave no room.
    private static EmailAddress sample(AddressPattern pattern) {
        AddressGlob glob = pattern.glob();
        boolean fits = glob.weight() + ANY.length() * glob.stars() <= 60;
        return glob.sample(fits ? ANY : "x");
    }

    /// The same for an alias that is to be.
    Optional<String> between(EmailAddress alias, EmailAddress target) {
        path.add(alias);
        return visit(target);
    }

    private Optional<String> visit(EmailAddress address) {
        if (path.contains(address)) {
            return Optional.of("Mail would go round in circles: " + circle(address) + ".");
        }
        if (!seen.add(address)) {
            return Optional.empty();
        }
        if (path.size() > MOST_STEPS) {
            return Optional.of(
                    "Mail would go through more than %d addresses, from %s to %s."
                            .formatted(MOST_STEPS, path.getFirst(), address));
        }
        path.addLast(address);
        for (EmailAddress next : next(address)) {
            var found = visit(next);
            if (found.isPresent()) {
                return found;
            }
        }
        path.removeLast();
        return Optional.empty();
    }

    private String circle(EmailAddress end) {
        List<EmailAddress> all = new ArrayList<>(path);
        all.add(end);
        return all.subList(all.indexOf(end), all.size()).stream()
                .map(EmailAddress::toString)
                .collect(Collectors.joining(" to "));
    }

    private List<EmailAddress> next(EmailAddress address) {
        if (!rows.hasDomain(address.domain())) {
            return List.of();
        }
        return exactly(address)
                .or(() -> address.withoutDetail().flatMap(this::exactly))
                .orElseGet(() -> byDomain(address));
    }

    private Optional<List<EmailAddress>> exactly(EmailAddress address) {
        var group = table.group(address);
        if (group.isPresent()) {
            return group.map(Group::members);
        }
        var aliased = rows.targets(address);
        var forward = table.forward(address);
        if (forward.isPresent()) {
            var all = new ArrayList<>(forward.get().to());
            all.addAll(forward.get().keepsCopy() ? aliased : List.of());
            return Optional.of(all);
        }
        return aliased.isEmpty() && rows.credentials(address).isEmpty()
                ? Optional.empty()
                : Optional.of(aliased);
    }

    private List<EmailAddress> byDomain(EmailAddress address) {
        var alias = table.domainAlias(address.domain());
        if (alias.isPresent()) {
            return List.of(new EmailAddress(address.localPart(), alias.get().target()));
        }
        boolean onDuty = Duties.isDuty(address);
        var postmaster = Duties.postmaster(address.domain());
        if (onDuty && !address.equals(postmaster) && exactly(postmaster).isPresent()) {
            return List.of(postmaster);
        }
        if (!onDuty) {
            for (AddressPattern pattern : table.patterns(address.domain())) {
                var captured = pattern.glob().match(address);
                if (captured.isPresent()) {
                    return filled(pattern.action(), captured.get());
                }
            }
        }
        return table
                .catchAll(address.domain())
                .map(CatchAll::to)
                .or(() -> onDuty ? table.postmaster() : Optional.empty())
                .stream()
                .toList();
    }

    private static List<EmailAddress> filled(PatternAction action, List<String> captured) {
        return switch (action) {
            case PatternAction.Deliver(var to) -> to.fill(captured).stream().toList();
            case PatternAction.Forward(var to) -> to.fill(captured).stream().toList();
            case PatternAction.Discard(), PatternAction.Refuse(_) -> List.of();
        };
    }
}
