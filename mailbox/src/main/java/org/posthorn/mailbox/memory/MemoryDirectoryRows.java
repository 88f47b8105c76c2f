package org.posthorn.mailbox.memory;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.posthorn.mailbox.directory.Account;
import org.posthorn.mailbox.directory.AccountId;
import org.posthorn.mailbox.directory.Alias;
import org.posthorn.mailbox.directory.Credentials;
import org.posthorn.mailbox.directory.DirectoryRows;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;
import org.posthorn.mailbox.directory.ScramVerifier;
import org.posthorn.mailbox.store.StoreException;

/// The directory's rows as sorted maps.
final class MemoryDirectoryRows implements DirectoryRows {
    private final MemoryTables tables;
    private final NavigableMap<DomainName, DomainName> domains = new TreeMap<>();
    private final NavigableMap<EmailAddress, Credentials> accounts = new TreeMap<>();
    private final Map<AccountId, EmailAddress> addresses = new HashMap<>();

    /// The targets of each alias, never none; a set in here is never changed.
    private final NavigableMap<EmailAddress, NavigableSet<EmailAddress>> aliases = new TreeMap<>();

    private long lastAccount;

    MemoryDirectoryRows(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public boolean hasDomain(DomainName domain) {
        return domains.containsKey(domain);
    }

    @Override
    public List<DomainName> domains() {
        return List.copyOf(domains.keySet());
    }

    @Override
    public void addDomain(DomainName domain) {
        tables.insert(domains, domain, domain);
    }

    @Override
    public void removeDomain(DomainName domain) {
        boolean used =
                accounts.keySet().stream().anyMatch(address -> address.domain().equals(domain))
                        || !aliases(domain).isEmpty();
        if (used) {
            throw new StoreException("there are addresses of " + domain);
        }
        tables.remove(domains, domain);
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress address) {
        return Optional.ofNullable(accounts.get(address));
    }

    @Override
    public Optional<Account> account(AccountId id) {
        return Optional.ofNullable(addresses.get(id)).map(this::present).map(Credentials::account);
    }

    private Credentials present(EmailAddress address) {
        var credentials = accounts.get(address);
        if (credentials == null) {
            throw new IllegalStateException("no account " + address);
        }
        return credentials;
    }

    @Override
    public List<Account> accounts(DomainName domain) {
        return accounts.values().stream()
                .map(Credentials::account)
                .filter(account -> account.address().domain().equals(domain))
                .toList();
    }

    @Override
    public AccountId addAccount(EmailAddress address, ScramVerifier verifier, Instant created) {
        requireDomain(address);
        lastAccount++;
        var account = new Account(new AccountId(lastAccount), address, true, created);
        tables.insert(accounts, address, new Credentials(account, verifier));
        tables.put(addresses, account.id(), address);
        return account.id();
    }

    private void requireDomain(EmailAddress address) {
        if (!hasDomain(address.domain())) {
            throw new StoreException("there is no domain " + address.domain());
        }
    }

    @Override
    public void setVerifier(AccountId account, ScramVerifier verifier) {
        update(account, before -> new Credentials(before.account(), verifier));
    }

    @Override
    public void setEnabled(AccountId id, boolean enabled) {
        update(
                id,
                before -> {
                    var account = before.account();
                    return new Credentials(
                            new Account(id, account.address(), enabled, account.created()),
                            before.verifier());
                });
    }

    private void update(AccountId account, UnaryOperator<Credentials> change) {
        var address = addresses.get(account);
        if (address != null) {
            tables.put(accounts, address, change.apply(present(address)));
        }
    }

    @Override
    public void removeAccount(AccountId account) {
        var address = addresses.get(account);
        if (address != null) {
            tables.remove(accounts, address);
            tables.remove(addresses, account);
        }
    }

    @Override
    public List<EmailAddress> targets(EmailAddress alias) {
        return List.copyOf(aliases.getOrDefault(alias, Collections.emptyNavigableSet()));
    }

    @Override
    public List<EmailAddress> aliasesOf(EmailAddress target) {
        return aliases.keySet().stream().filter(alias -> targets(alias).contains(target)).toList();
    }

    @Override
    public List<Alias> aliases(DomainName domain) {
        return aliases.keySet().stream()
                .filter(alias -> alias.domain().equals(domain))
                .map(alias -> new Alias(alias, targets(alias)))
                .toList();
    }

    @Override
    public void addTarget(EmailAddress alias, EmailAddress target) {
        requireDomain(alias);
        var targets = new TreeSet<>(targets(alias));
        if (!targets.add(target)) {
            throw new StoreException(alias + " leads to " + target + " already");
        }
        tables.put(aliases, alias, targets);
    }

    @Override
    public void removeTarget(EmailAddress alias, EmailAddress target) {
        var targets = new TreeSet<>(targets(alias));
        targets.remove(target);
        if (targets.isEmpty()) {
            tables.remove(aliases, alias);
        } else {
            tables.put(aliases, alias, targets);
        }
    }
}
