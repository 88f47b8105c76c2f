package org.posthorn.mailbox.routes;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/// All entries of one moment; immutable. Each look-up is one in a hash table.
public final class RouteTable {
    /// The more a pattern says, the sooner it is asked; the order of the rest is only fixed.
    private static final Comparator<AddressPattern> BY_WEIGHT =
            Comparator.comparingInt((AddressPattern pattern) -> pattern.glob().weight())
                    .reversed()
                    .thenComparing(AddressPattern::subject);

    private final EnumMap<RouteKind, Map<String, RouteEntry>> entries;
    private final Map<DomainName, List<AddressPattern>> patterns;

    private RouteTable(EnumMap<RouteKind, Map<String, RouteEntry>> entries) {
        this.entries = entries;
        this.patterns =
                of(entries, RouteKind.PATTERN).values().stream()
                        .map(AddressPattern.class::cast)
                        .sorted(BY_WEIGHT)
                        .collect(Collectors.groupingBy(pattern -> pattern.glob().domain()));
    }

    /// With these entries, of which no two have one kind and subject.
    static RouteTable of(Collection<RouteEntry> all) {
        var entries = new EnumMap<RouteKind, Map<String, RouteEntry>>(RouteKind.class);
        for (RouteEntry entry : all) {
            entries.computeIfAbsent(entry.kind(), _ -> new HashMap<>()).put(entry.subject(), entry);
        }
        return new RouteTable(entries);
    }

    private static Map<String, RouteEntry> of(
            EnumMap<RouteKind, Map<String, RouteEntry>> entries, RouteKind kind) {
        Map<String, RouteEntry> some = entries.get(kind);
        return some == null ? Map.of() : some;
    }

    /// With an entry more, or in the place of another.
    RouteTable with(RouteEntry entry) {
        var changed = new HashMap<>(of(entries, entry.kind()));
        changed.put(entry.subject(), entry);
        return with(entry.kind(), changed);
    }

    /// Without an entry.
    RouteTable without(RouteEntry entry) {
        var changed = new HashMap<>(of(entries, entry.kind()));
        changed.remove(entry.subject());
        return with(entry.kind(), changed);
    }

    private RouteTable with(RouteKind kind, Map<String, RouteEntry> changed) {
        var copy = new EnumMap<>(entries);
        copy.put(kind, changed);
        return new RouteTable(copy);
    }

    /// Whether there is any entry of this kind.
    public boolean has(RouteKind kind) {
        return !of(entries, kind).isEmpty();
    }

    public Optional<RouteEntry> find(RouteKind kind, String subject) {
        return Optional.ofNullable(of(entries, kind).get(subject));
    }

    /// All entries of a kind, by subject.
    public List<RouteEntry> all(RouteKind kind) {
        return of(entries, kind).values().stream()
                .sorted(Comparator.comparing(RouteEntry::subject))
                .toList();
    }

    /// All entries, in no order.
    public Stream<RouteEntry> stream() {
        return entries.values().stream().flatMap(some -> some.values().stream());
    }

    /// Makes no text of a subject that nothing is kept of.
    private <E extends RouteEntry> Optional<E> find(RouteKind kind, Class<E> type, Object subject) {
        Map<String, RouteEntry> some = of(entries, kind);
        if (some.isEmpty()) {
            return Optional.empty();
        }
        @Nullable RouteEntry found = some.get(subject.toString());
        return Optional.ofNullable(found).map(type::cast);
    }

    public Optional<Group> group(EmailAddress address) {
        return find(RouteKind.GROUP, Group.class, address);
    }

    public Optional<Forward> forward(EmailAddress address) {
        return find(RouteKind.FORWARD, Forward.class, address);
    }

    public Optional<DomainAlias> domainAlias(DomainName domain) {
        return find(RouteKind.DOMAIN_ALIAS, DomainAlias.class, domain);
    }

    public Optional<CatchAll> catchAll(DomainName domain) {
        return find(RouteKind.CATCH_ALL, CatchAll.class, domain);
    }

    /// The patterns of a domain, in the order in which they are asked.
    public List<AddressPattern> patterns(DomainName domain) {
        return patterns.getOrDefault(domain, List.of());
    }

    public Optional<Rewriting> rewriting(DomainName domain) {
        return find(RouteKind.REWRITING, Rewriting.class, domain);
    }

    public Optional<RelayHost> relay(RelayName name) {
        return find(RouteKind.RELAY, RelayHost.class, name);
    }

    public Optional<RelayUse> relayUse(RelayScope scope) {
        return find(RouteKind.RELAY_USE, RelayUse.class, scope);
    }

    public Optional<DomainRelay> domainRelay(DomainName domain) {
        return find(RouteKind.DOMAIN_RELAY, DomainRelay.class, domain);
    }

    public Optional<Journal> journal(DomainName domain) {
        return find(RouteKind.JOURNAL, Journal.class, domain);
    }

    /// Whether an administrator lets an account send as this address.
    public boolean maySendAs(EmailAddress account, EmailAddress sender) {
        return find(RouteKind.SEND_AS, SendAs.class, account)
                .filter(allowed -> allowed.senders().contains(sender))
                .isPresent();
    }

    /// Whether `+detail` of this account's address names a folder.
    public boolean detailNamesFolder(EmailAddress account) {
        return find(RouteKind.DETAIL, Detail.class, account)
                .or(() -> find(RouteKind.DETAIL, Detail.class, "@" + account.domain()))
                .map(Detail::toFolder)
                .orElse(true);
    }

    public Optional<EmailAddress> postmaster() {
        return find(RouteKind.POSTMASTER, Postmaster.class, Postmaster.SUBJECT).map(Postmaster::to);
    }
}
