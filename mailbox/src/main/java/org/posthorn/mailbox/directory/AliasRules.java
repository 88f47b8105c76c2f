package org.posthorn.mailbox.directory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.posthorn.mailbox.directory.DirectoryOutcome.AlreadyExists;
import org.posthorn.mailbox.directory.DirectoryOutcome.Done;
import org.posthorn.mailbox.directory.DirectoryOutcome.NotFound;
import org.posthorn.mailbox.directory.DirectoryOutcome.Refused;

/// What an address leads to, and how aliases change.
///
/// An address is an account or an alias, never both. Each target of an alias is an address that
/// exists, no alias leads back to itself, and no chain of them is longer than [#MAX_DEPTH].
final class AliasRules {
    /// Nobody follows more in their head, and each costs a query.
    private static final int MAX_DEPTH = 10;

    private final DirectoryRows rows;

    AliasRules(DirectoryRows rows) {
        this.rows = rows;
    }

    /// @param address of a local domain
    Recipients resolve(EmailAddress address) {
        var exact = resolveExactly(address);
        return exact instanceof Recipients.Unknown
                ? address.withoutDetail().map(this::resolveExactly).orElse(exact)
                : exact;
    }

    private Recipients resolveExactly(EmailAddress address) {
        var accounts = new LinkedHashSet<Account>();
        collect(address, new HashSet<>(), accounts);
        if (accounts.isEmpty()) {
            return new Recipients.Unknown();
        }
        var enabled = accounts.stream().filter(Account::enabled).toList();
        return enabled.isEmpty() ? new Recipients.Disabled() : new Recipients.Accounts(enabled);
    }

    private void collect(EmailAddress address, Set<EmailAddress> seen, Set<Account> accounts) {
        if (!seen.add(address)) {
            return;
        }
        var credentials = rows.credentials(address);
        if (credentials.isPresent()) {
            accounts.add(credentials.get().account());
            return;
        }
        for (var target : rows.targets(address)) {
            collect(target, seen, accounts);
        }
    }

    /// The account or alias that has this address, by name.
    Optional<String> holder(EmailAddress address) {
        if (rows.credentials(address).isPresent()) {
            return Optional.of("account " + address);
        }
        return rows.targets(address).isEmpty() ? Optional.empty() : Optional.of("alias " + address);
    }

    /// Who has exactly this address.
    Holder whoHas(EmailAddress address) {
        var credentials = rows.credentials(address);
        if (credentials.isPresent()) {
            return new Holder.OfAccount(credentials.get().account());
        }
        var targets = rows.targets(address);
        return targets.isEmpty() ? new Holder.Nobody() : new Holder.OfAlias(targets);
    }

    /// @param leadsOn whether mail for the target goes somewhere though it is no account or alias
    DirectoryOutcome addTarget(EmailAddress alias, EmailAddress target, boolean leadsOn) {
        var flaw = flaw(alias, target, leadsOn);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        rows.addTarget(alias, target);
        return new Done();
    }

    /// Why an alias cannot stand for an address, if it cannot.
    Optional<DirectoryOutcome> flaw(EmailAddress alias, EmailAddress target, boolean leadsOn) {
        return absent(alias, target, leadsOn).or(() -> tooLong(alias, target));
    }

    private Optional<DirectoryOutcome> absent(
            EmailAddress alias, EmailAddress target, boolean leadsOn) {
        if (!rows.hasDomain(alias.domain())) {
            return Optional.of(new NotFound("domain " + alias.domain()));
        }
        if (rows.credentials(alias).isPresent()) {
            return Optional.of(new AlreadyExists("account " + alias));
        }
        if (!rows.hasDomain(target.domain())) {
            return Optional.of(
                    new Refused(
                            target
                                    + " is not an address of a domain here; an alias can stand for"
                                    + " local addresses only."));
        }
        if (rows.targets(alias).contains(target)) {
            return Optional.of(new AlreadyExists("target " + target + " of alias " + alias));
        }
        if (alias.equals(target)) {
            return Optional.of(new Refused("The alias " + alias + " cannot stand for itself."));
        }
        return !leadsOn && holder(target).isEmpty()
                ? Optional.of(new NotFound("account or alias " + target))
                : Optional.empty();
    }

    private Optional<DirectoryOutcome> tooLong(EmailAddress alias, EmailAddress target) {
        if (leadsTo(target, alias, new HashSet<>())) {
            return Optional.of(
                    new Refused(
                            "The alias "
                                    + target
                                    + " leads to "
                                    + alias
                                    + " already; mail would go round in circles."));
        }
        int above = longestPath(alias, rows::aliasesOf, new HashMap<>());
        int below = longestPath(target, rows::targets, new HashMap<>());
        if (above + 1 + below > MAX_DEPTH) {
            return Optional.of(
                    new Refused(
                            "More than "
                                    + MAX_DEPTH
                                    + " aliases would lead from one to the next; let "
                                    + alias
                                    + " stand for the accounts themselves."));
        }
        return Optional.empty();
    }

    private boolean leadsTo(EmailAddress from, EmailAddress to, Set<EmailAddress> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && rows.targets(from).stream().anyMatch(next -> leadsTo(next, to, seen)));
    }

    private int longestPath(
            EmailAddress from,
            Function<EmailAddress, List<EmailAddress>> next,
            Map<EmailAddress, Integer> known) {
        var length = known.get(from);
        if (length == null) {
            length =
                    next.apply(from).stream()
                            .mapToInt(address -> 1 + longestPath(address, next, known))
                            .max()
                            .orElse(0);
            known.put(from, length);
        }
        return length;
    }

    DirectoryOutcome removeTarget(EmailAddress alias, EmailAddress target) {
        var targets = rows.targets(alias);
        if (targets.isEmpty()) {
            return new NotFound("alias " + alias);
        }
        if (!targets.contains(target)) {
            return new NotFound("target " + target + " of alias " + alias);
        }
        if (targets.size() == 1) {
            return remove(alias);
        }
        rows.removeTarget(alias, target);
        return new Done();
    }

    /// Why an alias cannot be removed, if it cannot.
    Optional<DirectoryOutcome> obstacleToRemoving(EmailAddress alias) {
        return rows.targets(alias).isEmpty()
                ? Optional.of(new NotFound("alias " + alias))
                : obstacle(alias);
    }

    DirectoryOutcome remove(EmailAddress alias) {
        var targets = rows.targets(alias);
        if (targets.isEmpty()) {
            return new NotFound("alias " + alias);
        }
        var outcome = forget(alias);
        if (outcome instanceof Done) {
            targets.forEach(target -> rows.removeTarget(alias, target));
        }
        return outcome;
    }

    /// Takes the address from all aliases that stand for it, unless one would be left with nothing.
    DirectoryOutcome forget(EmailAddress address) {
        var obstacle = obstacle(address);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        rows.aliasesOf(address).forEach(alias -> rows.removeTarget(alias, address));
        return new Done();
    }

    /// Why [#forget] is refused, if it is.
    Optional<DirectoryOutcome> obstacle(EmailAddress address) {
        return rows.aliasesOf(address).stream()
                .filter(alias -> rows.targets(alias).size() == 1)
                .findFirst()
                .map(alias ->
                        new Refused(
                                "The alias "
                                        + alias
                                        + " stands for "
                                        + address
                                        + " alone; remove the alias or give it another target"
                                        + " first."));
    }
}
