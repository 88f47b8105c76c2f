package org.posthorn.mailbox.routes;

import java.util.List;
import java.util.Optional;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.DirectoryOutcome.AlreadyExists;
import org.posthorn.mailbox.directory.DirectoryOutcome.NotFound;
import org.posthorn.mailbox.directory.DirectoryOutcome.Refused;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RouteEntry.AddressPattern;
import org.posthorn.mailbox.routes.RouteEntry.CatchAll;
import org.posthorn.mailbox.routes.RouteEntry.Detail;
import org.posthorn.mailbox.routes.RouteEntry.DomainAlias;
import org.posthorn.mailbox.routes.RouteEntry.DomainRelay;
import org.posthorn.mailbox.routes.RouteEntry.Forward;
import org.posthorn.mailbox.routes.RouteEntry.Group;
import org.posthorn.mailbox.routes.RouteEntry.Journal;
import org.posthorn.mailbox.routes.RouteEntry.Postmaster;
import org.posthorn.mailbox.routes.RouteEntry.RelayUse;
import org.posthorn.mailbox.routes.RouteEntry.Rewriting;
import org.posthorn.mailbox.routes.RouteEntry.SendAs;

/// Whether an entry fits the directory and the other entries: what it names must be here, an
/// address is a group or an account or alias, and mail never goes round in circles.
final class RouteRules {
    private final DirectoryRows rows;
    private final RouteTable table;

    /// @param table as it would be after the change
    RouteRules(DirectoryRows rows, RouteTable table) {
        this.rows = rows;
        this.table = table;
    }

    /// Why the entry cannot be, if it cannot.
    Optional<DirectoryOutcome> flaw(RouteEntry entry) {
        return missing(entry)
                .or(() -> entry instanceof Group group ? taken(group) : Optional.empty())
                .or(() -> new RouteCircles(rows, table).through(entry).map(Refused::new));
    }

    private Optional<DirectoryOutcome> missing(RouteEntry entry) {
        return switch (entry) {
            case Group group -> here(group.address().domain()).or(() -> known(entry));
            case Forward forward -> here(forward.address().domain()).or(() -> known(entry));
            case CatchAll catchAll -> here(catchAll.domain()).or(() -> known(entry));
            case DomainAlias alias -> here(alias.domain()).or(() -> here(alias.target()));
            case AddressPattern pattern ->
                    here(pattern.glob().domain())
                            .or(() -> deliverable(pattern.action()))
                            .or(() -> known(entry));
            case Journal journal -> accepted(journal.domain()).or(() -> known(entry));
            case Postmaster postmaster -> exactly(postmaster.to());
            case RelayUse use -> relay(use.relay());
            case DomainRelay domain -> relay(domain.relay());
            case SendAs sendAs -> account(sendAs.account());
            case Detail detail ->
                    detail.subject().startsWith("@")
                            ? here(new DomainName(detail.subject().substring(1)))
                            : Optional.empty();
            case Rewriting _, RelayHost _ -> Optional.empty();
        };
    }

    private Optional<DirectoryOutcome> here(DomainName domain) {
        return rows.hasDomain(domain) ? Optional.empty() : notFound("domain " + domain);
    }

    private Optional<DirectoryOutcome> accepted(DomainName domain) {
        return table.domainRelay(domain).isPresent() ? Optional.empty() : here(domain);
    }

    private Optional<DirectoryOutcome> relay(RelayName name) {
        return table.relay(name).isPresent() ? Optional.empty() : notFound("relay " + name);
    }

    private Optional<DirectoryOutcome> account(EmailAddress address) {
        return rows.credentials(address).isPresent()
                ? Optional.empty()
                : notFound("account " + address);
    }

    private Optional<DirectoryOutcome> deliverable(PatternAction action) {
        return action instanceof PatternAction.Deliver(var to)
                        && to.fill(List.of("x", "x", "x", "x", "x", "x", "x", "x", "x"))
                                .filter(address -> rows.hasDomain(address.domain()))
                                .isEmpty()
                ? Optional.of(
                        new Refused(
                                to + " is not an address of a domain here; forward to it instead."))
                : Optional.empty();
    }

    private static Optional<DirectoryOutcome> notFound(String what) {
        return Optional.of(new NotFound(what));
    }

    /// Each target is foreign, or leads somewhere.
    private Optional<DirectoryOutcome> known(RouteEntry entry) {
        return entry.targets().stream()
                .filter(address -> !address.toString().contains("$") && !exists(address))
                .findFirst()
                .map(address -> new NotFound("account, alias or group " + address));
    }

    private Optional<DirectoryOutcome> exactly(EmailAddress address) {
        return !rows.hasDomain(address.domain()) || isHeld(address)
                ? Optional.empty()
                : notFound("account, alias or group " + address);
    }

    private boolean exists(EmailAddress address) {
        var domain = address.domain();
        return !rows.hasDomain(domain)
                || isHeld(address)
                || address.withoutDetail().filter(this::isHeld).isPresent()
                || table.domainAlias(domain).isPresent()
                || table.domainRelay(domain).isPresent()
                || table.catchAll(domain).isPresent()
                || table.patterns(domain).stream()
                        .anyMatch(pattern -> pattern.glob().match(address).isPresent());
    }

    private boolean isHeld(EmailAddress address) {
        return table.group(address).isPresent()
                || table.forward(address).isPresent()
                || rows.credentials(address).isPresent()
                || !rows.targets(address).isEmpty();
    }

    private Optional<DirectoryOutcome> taken(Group group) {
        var address = group.address();
        if (rows.credentials(address).isPresent()) {
            return Optional.of(new AlreadyExists("account " + address));
        }
        return rows.targets(address).isEmpty()
                ? Optional.empty()
                : Optional.of(new AlreadyExists("alias " + address));
    }

    /// Why an entry that is not in the table any more has to stay: others need it, or what is left
    /// would lead in circles.
    Optional<DirectoryOutcome> need(RouteEntry entry) {
        return user(entry).or(() -> new RouteCircles(rows, table).through(entry).map(Refused::new));
    }

    private Optional<DirectoryOutcome> user(RouteEntry entry) {
        return switch (entry) {
            case Group group -> need(group.address(), entry);
            case Forward forward -> need(forward.address(), entry);
            case RelayHost relay ->
                    table.stream()
                            .filter(user -> uses(user, relay.name()))
                            .map(RouteEntry::title)
                            .sorted()
                            .findFirst()
                            .map(user -> needed(entry, user));
            default -> Optional.empty();
        };
    }

    private Optional<DirectoryOutcome> need(EmailAddress address, RouteEntry entry) {
        if (exists(address)) {
            return Optional.empty();
        }
        var alias = rows.aliasesOf(address).stream().findFirst().map(name -> "alias " + name);
        return alias.or(() ->
                        table.stream()
                                .filter(user -> user.targets().contains(address))
                                .map(RouteEntry::title)
                                .sorted()
                                .findFirst())
                .map(user -> needed(entry, user));
    }

    private static DirectoryOutcome needed(RouteEntry entry, String user) {
        return new Refused(
                "The %s is still needed by the %s; change or remove that first."
                        .formatted(entry.title(), user));
    }

    private static boolean uses(RouteEntry entry, RelayName relay) {
        return switch (entry) {
            case RelayUse use -> use.relay().equals(relay);
            case DomainRelay domain -> domain.relay().equals(relay);
            default -> false;
        };
    }

    /// Whether an entry is about a domain here, or leads there.
    static boolean names(RouteEntry entry, DomainName domain) {
        boolean about =
                switch (entry) {
                    case Group group -> group.address().domain().equals(domain);
                    case Forward forward -> forward.address().domain().equals(domain);
                    case DomainAlias alias ->
                            alias.domain().equals(domain) || alias.target().equals(domain);
                    case CatchAll catchAll -> catchAll.domain().equals(domain);
                    case AddressPattern pattern -> pattern.glob().domain().equals(domain);
                    case Journal journal -> journal.domain().equals(domain);
                    case Detail detail -> detail.subject().equals("@" + domain);
                    case Rewriting _,
                            RelayUse _,
                            DomainRelay _,
                            SendAs _,
                            Postmaster _,
                            RelayHost _ ->
                            false;
                };
        return about
                || entry.targets().stream().anyMatch(address -> address.domain().equals(domain));
    }
}
