package org.posthorn.mailbox.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.AccountDirectory;
import org.posthorn.mailbox.directory.AddressUses;
import org.posthorn.mailbox.directory.DirectoryOutcome;
import org.posthorn.mailbox.directory.DirectoryOutcome.AlreadyExists;
import org.posthorn.mailbox.directory.DirectoryOutcome.Done;
import org.posthorn.mailbox.directory.DirectoryOutcome.NotFound;
import org.posthorn.mailbox.directory.DirectoryOutcome.Refused;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.routes.RouteEntry.Forward;
import org.posthorn.mailbox.routes.RouteEntry.Group;
import org.posthorn.mailbox.store.StoreException;

/// The rules of [Routes], over rows in any storage.
///
/// All changes are made while the directory is not changed, so that what a rule has seen of it is
/// still so when the entry is written; and the directory asks here before it lets an address go.
public final class StoredRoutes implements Routes, AddressUses {
    private final RouteStorage storage;
    private final AccountDirectory directory;

    /// Read whole at the first use, and changed with each commit.
    private volatile @Nullable RouteTable table;

    /// Over these rows, for the addresses of a directory.
    public StoredRoutes(RouteStorage storage, AccountDirectory directory) {
        this.storage = storage;
        this.directory = directory;
    }

    @Override
    public RouteTable table() {
        var known = table;
        return known != null ? known : directory.alone(this::load);
    }

    private RouteTable load() {
        var known = table;
        if (known == null) {
            known = RouteTable.of(entries(storage.read(rows -> rows.routes().all())));
            table = known;
        }
        return known;
    }

    private record Key(String kind, String subject) {}

    private static List<RouteEntry> entries(List<RouteRow> rows) {
        Map<Key, Map<String, List<String>>> found = new java.util.HashMap<>();
        for (RouteRow row : rows) {
            found.computeIfAbsent(new Key(row.kind(), row.subject()), _ -> new TreeMap<>())
                    .computeIfAbsent(row.property(), _ -> new ArrayList<>())
                    .add(row.value());
        }
        var entries = new ArrayList<RouteEntry>();
        found.forEach((key, properties) -> entries.add(entry(key, properties)));
        return entries;
    }

    private static RouteEntry entry(Key key, Map<String, List<String>> properties) {
        try {
            return RouteEntry.of(
                    RouteKind.of(key.kind())
                            .orElseThrow(() -> new InvalidRouteException("of no known kind")),
                    key.subject(),
                    properties);
        } catch (InvalidRouteException e) {
            throw new StoreException(
                    "the entry %s %s cannot be read: %s"
                            .formatted(key.kind(), key.subject(), e.clause()),
                    e);
        }
    }

    @Override
    public DirectoryOutcome add(RouteEntry entry) {
        return directory.alone(() ->
                load().find(entry.kind(), entry.subject()).isPresent()
                        ? new AlreadyExists(entry.title())
                        : put(entry));
    }

    @Override
    public DirectoryOutcome set(RouteEntry entry) {
        return directory.alone(() -> put(entry));
    }

    @Override
    public DirectoryOutcome change(
            RouteKind kind, String subject, Function<RouteEntry, RouteEntry> change) {
        return directory.alone(() -> {
            var before = load().find(kind, subject);
            return before.isEmpty()
                    ? new NotFound(kind + " " + subject)
                    : put(change.apply(before.get()));
        });
    }

    private DirectoryOutcome put(RouteEntry entry) {
        var before = load();
        var after = before.with(entry);
        var old = before.find(entry.kind(), entry.subject());
        return conclude(
                after,
                storage.change(rows -> {
                    var flaw = new RouteRules(rows.directory(), after).flaw(entry);
                    if (flaw.isPresent()) {
                        return flaw.get();
                    }
                    replace(rows.routes(), old, Optional.of(entry));
                    return new Done();
                }));
    }

    @Override
    public DirectoryOutcome remove(RouteKind kind, String subject) {
        return directory.alone(() -> {
            var before = load();
            var entry = before.find(kind, subject);
            return entry.isEmpty()
                    ? new NotFound(kind + " " + subject)
                    : remove(before, entry.get());
        });
    }

    private DirectoryOutcome remove(RouteTable before, RouteEntry entry) {
        var after = before.without(entry);
        return conclude(
                after,
                storage.change(rows -> {
                    var need = new RouteRules(rows.directory(), after).need(entry);
                    if (need.isPresent()) {
                        return need.get();
                    }
                    replace(rows.routes(), Optional.of(entry), Optional.empty());
                    return new Done();
                }));
    }

    private DirectoryOutcome conclude(RouteTable after, DirectoryOutcome outcome) {
        if (outcome instanceof Done) {
            table = after;
        }
        return outcome;
    }

    /// A group of thousands that gets one member more gets one row more.
    private static void replace(
            RouteRows rows, Optional<RouteEntry> before, Optional<RouteEntry> after) {
        var old = new HashSet<>(before.map(RouteRow::of).orElse(List.of()));
        var fresh = new HashSet<>(after.map(RouteRow::of).orElse(List.of()));
        var gone = new HashSet<>(old);
        gone.removeAll(fresh);
        fresh.removeAll(old);
        rows.remove(gone);
        rows.add(fresh);
    }

    // What the directory asks.

    @Override
    public Optional<String> holder(EmailAddress address) {
        return table().group(address)
                .map(RouteEntry::title)
                .or(() -> table().forward(address).map(RouteEntry::title));
    }

    @Override
    public Optional<String> groupAt(EmailAddress address) {
        return table().group(address).map(RouteEntry::title);
    }

    @Override
    public Optional<String> use(DomainName domain) {
        return table().stream()
                .filter(entry -> RouteRules.names(entry, domain))
                .map(RouteEntry::title)
                .sorted()
                .findFirst();
    }

    @Override
    public Optional<DirectoryOutcome> circle(EmailAddress alias, EmailAddress target) {
        var now = table();
        return storage.read(rows ->
                new RouteCircles(rows.directory(), now).between(alias, target).map(Refused::new));
    }

    /// Groups and forwards that have others beside it lose the address; all else that needs it has
    /// to be removed first.
    @Override
    public Optional<DirectoryOutcome> release(EmailAddress account) {
        var now = table();
        if (now.forward(account).isPresent()) {
            return now.find(RouteKind.SEND_AS, account.toString()).map(StoredRoutes::inTheWay);
        }
        var users = now.stream().filter(entry -> entry.targets().contains(account)).toList();
        var changed = new ArrayList<RouteEntry>();
        for (RouteEntry user : users) {
            var rest = without(user, account);
            if (rest.isEmpty()) {
                return Optional.of(inTheWay(user));
            }
            changed.add(rest.get());
        }
        var grant = now.find(RouteKind.SEND_AS, account.toString());
        if (grant.isPresent()) {
            return Optional.of(inTheWay(grant.get()));
        }
        if (!changed.isEmpty()) {
            write(now, changed);
        }
        return Optional.empty();
    }

    private static DirectoryOutcome inTheWay(RouteEntry entry) {
        return new Refused(
                "It is still needed by the %s; change or remove that first."
                        .formatted(entry.title()));
    }

    private static Optional<RouteEntry> without(RouteEntry entry, EmailAddress address) {
        return switch (entry) {
            case Group group
                    when group.members().size() > 1
                            && !group.owner().equals(Optional.of(address)) ->
                    Optional.of(group.withMembers(others(group.members(), address)));
            case Forward forward when forward.to().size() > 1 ->
                    Optional.of(forward.withTargets(others(forward.to(), address)));
            default -> Optional.empty();
        };
    }

    private static List<EmailAddress> others(List<EmailAddress> addresses, EmailAddress one) {
        return addresses.stream().filter(address -> !address.equals(one)).toList();
    }

    private void write(RouteTable before, List<RouteEntry> changed) {
        storage.change(rows -> {
            for (RouteEntry entry : changed) {
                replace(
                        rows.routes(),
                        before.find(entry.kind(), entry.subject()),
                        Optional.of(entry));
            }
            return true;
        });
        var after = before;
        for (RouteEntry entry : changed) {
            after = after.with(entry);
        }
        table = after;
    }
}
