package org.posthorn.mailbox.directory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailbox.directory.DirectoryOutcome.AlreadyExists;
import org.posthorn.mailbox.directory.DirectoryOutcome.Done;
import org.posthorn.mailbox.directory.DirectoryOutcome.NotFound;
import org.posthorn.mailbox.directory.DirectoryOutcome.Refused;

/// The rules of a [Directory], over rows in any storage.
public final class AccountDirectory implements Directory {
    private final DirectoryStorage storage;
    private final int iterations;
    private final KeyDerivation derivation;
    private final AccountWatches watches = new AccountWatches();

    /// Held over each change, so that what a rule has looked at is still so when it writes.
    private final ReentrantLock changing = new ReentrantLock();

    /// What was read since the last change.
    private volatile ResolutionCache resolutions = new ResolutionCache();

    /// Rises when what has changed can be read.
    private final AtomicLong generation = new AtomicLong();

    private AddressUses uses = AddressUses.NONE;

    /// Over these rows.
    ///
    /// @param iterations of the verifiers of new passwords: [ScramVerifier#DEFAULT_ITERATIONS]
    ///   unless they are never written to disk
    public AccountDirectory(DirectoryStorage storage, int iterations) {
        this(storage, iterations, BoundedDerivation.ON_HALF_OF_THE_CORES);
    }

    AccountDirectory(DirectoryStorage storage, int iterations, KeyDerivation derivation) {
        this.storage = storage;
        this.iterations = iterations;
        this.derivation = derivation;
    }

    /// Asks about each change what stands beside this directory, from before its first use on.
    public void setUses(AddressUses uses) {
        this.uses = uses;
    }

    /// Changes what stands beside the directory, while nobody changes the directory; what was read
    /// of either is read anew after that.
    public <T> T alone(Supplier<T> change) {
        changing.lock();
        try {
            return change.get();
        } finally {
            forgetWhatWasRead();
            changing.unlock();
        }
    }

    private void forgetWhatWasRead() {
        resolutions = new ResolutionCache();
        generation.incrementAndGet();
    }

    /// Checks logins against this directory; remembers on its own whom it has verified.
    public Authenticator authenticator() {
        return new PasswordAuthenticator(this::credentials, iterations, derivation);
    }

    private Optional<Credentials> credentials(EmailAddress address) {
        return storage.read(rows -> rows.credentials(address));
    }

    @Override
    public boolean isLocal(DomainName domain) {
        return resolutions.isLocal(domain, this::domains);
    }

    @Override
    public Recipients resolve(EmailAddress address) {
        // One cache throughout: what was read before a change must not be kept after it.
        var cache = resolutions;
        if (!cache.isLocal(address.domain(), this::domains)) {
            return new Recipients.Foreign();
        }
        return cache.resolve(
                address, () -> storage.read(rows -> new AliasRules(rows).resolve(address)));
    }

    @Override
    public Holder holder(EmailAddress address) {
        var cache = resolutions;
        if (!cache.isLocal(address.domain(), this::domains)) {
            return new Holder.Nobody();
        }
        return cache.holder(
                address, () -> storage.read(rows -> new AliasRules(rows).whoHas(address)));
    }

    @Override
    public long generation() {
        return generation.get();
    }

    @Override
    public Optional<Account> account(EmailAddress address) {
        return credentials(address).map(Credentials::account);
    }

    @Override
    public Optional<Account> account(AccountId id) {
        return storage.read(rows -> rows.account(id));
    }

    @Override
    public List<DomainName> domains() {
        return storage.read(DirectoryRows::domains);
    }

    @Override
    public List<Account> accounts(DomainName domain) {
        return storage.read(rows -> rows.accounts(domain));
    }

    @Override
    public List<Alias> aliases(DomainName domain) {
        return storage.read(rows -> rows.aliases(domain));
    }

    @Override
    public AccountWatch watch(AccountId account, Consumer<AccountChange> listener) {
        var watch = watches.add(account, listener);
        // It may have changed between the login and this call.
        var now = account(account);
        if (now.isEmpty()) {
            listener.accept(AccountChange.REMOVED);
        } else if (!now.get().enabled()) {
            listener.accept(AccountChange.DISABLED);
        }
        return watch;
    }

    @Override
    public DirectoryOutcome addDomain(DomainName domain) {
        return change(tx -> {
            var rows = tx.rows();
            if (rows.hasDomain(domain)) {
                return new AlreadyExists("domain " + domain);
            }
            rows.addDomain(domain);
            return new Done();
        });
    }

    @Override
    public DirectoryOutcome removeDomain(DomainName domain) {
        return alone(() -> {
            var use = uses.use(domain);
            return use.isPresent()
                    ? new Refused(
                            "The domain %s is still needed by the %s; remove that first."
                                    .formatted(domain, use.get()))
                    : removeUnusedDomain(domain);
        });
    }

    private DirectoryOutcome removeUnusedDomain(DomainName domain) {
        return change(tx -> {
            var rows = tx.rows();
            if (!rows.hasDomain(domain)) {
                return new NotFound("domain " + domain);
            }
            if (!rows.accounts(domain).isEmpty() || !rows.aliases(domain).isEmpty()) {
                return new Refused(
                        "The domain "
                                + domain
                                + " still has accounts or aliases; remove them first.");
            }
            rows.removeDomain(domain);
            return new Done();
        });
    }

    @Override
    public DirectoryOutcome addAccount(EmailAddress address, Password password) {
        return withVerifier(
                password,
                verifier ->
                        alone(() -> {
                            var group = uses.groupAt(address);
                            return group.isPresent()
                                    ? new AlreadyExists(group.get())
                                    : addAccount(address, verifier);
                        }));
    }

    private DirectoryOutcome addAccount(EmailAddress address, ScramVerifier verifier) {
        return change(tx -> {
            var rows = tx.rows();
            if (!rows.hasDomain(address.domain())) {
                return new NotFound("domain " + address.domain());
            }
            var taken = new AliasRules(rows).holder(address);
            if (taken.isPresent()) {
                return new AlreadyExists(taken.get());
            }
            tx.addMailboxes(rows.addAccount(address, verifier, now()));
            return new Done();
        });
    }

    @Override
    public DirectoryOutcome setPassword(EmailAddress address, Password password) {
        return withVerifier(
                password,
                verifier ->
                        changeAccount(
                                address,
                                (tx, account) -> {
                                    tx.rows().setVerifier(account, verifier);
                                    return new Done();
                                },
                                account -> watches.tell(account, AccountChange.PASSWORD_CHANGED)));
    }

    /// Derives before the change, which then takes no longer than its rows.
    private DirectoryOutcome withVerifier(
            Password password, Function<ScramVerifier, DirectoryOutcome> change) {
        var flaw = password.flaw();
        return flaw.isPresent()
                ? new Refused(flaw.get())
                : change.apply(ScramVerifier.derive(password, iterations, derivation));
    }

    /// To the millisecond, which every storage keeps.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public DirectoryOutcome setEnabled(EmailAddress address, boolean enabled) {
        return changeAccount(
                address,
                (tx, account) -> {
                    tx.rows().setEnabled(account, enabled);
                    return new Done();
                },
                account -> {
                    if (!enabled) {
                        watches.tell(account, AccountChange.DISABLED);
                    }
                });
    }

    @Override
    public DirectoryOutcome removeAccount(EmailAddress address) {
        return alone(
                () -> obstacleToRemoving(address).orElseGet(() -> removeReleasedAccount(address)));
    }

    /// Whoever else leads to the account lets go of it once nothing else is in its way; a crash
    /// before the removal leaves an account that has lost these.
    private Optional<DirectoryOutcome> obstacleToRemoving(EmailAddress address) {
        if (account(address).isEmpty()) {
            return Optional.of(new NotFound("account " + address));
        }
        return storage.read(rows -> new AliasRules(rows).obstacle(address))
                .or(() -> uses.release(address));
    }

    private DirectoryOutcome removeReleasedAccount(EmailAddress address) {
        return changeAccount(
                address,
                (tx, account) -> {
                    var outcome = new AliasRules(tx.rows()).forget(address);
                    if (outcome instanceof Done) {
                        tx.removeMailboxes(account);
                        tx.rows().removeAccount(account);
                    }
                    return outcome;
                },
                account -> watches.tell(account, AccountChange.REMOVED));
    }

    @Override
    public DirectoryOutcome addAliasTarget(EmailAddress alias, EmailAddress target) {
        return alone(() -> {
            var group = uses.groupAt(alias);
            if (group.isPresent()) {
                return new AlreadyExists(group.get());
            }
            boolean leadsOn = uses.holder(target).isPresent();
            var flaw = storage.read(rows -> new AliasRules(rows).flaw(alias, target, leadsOn));
            return flaw.or(() -> uses.circle(alias, target))
                    .orElseGet(() ->
                            change(tx ->
                                    new AliasRules(tx.rows()).addTarget(alias, target, leadsOn)));
        });
    }

    @Override
    public DirectoryOutcome removeAliasTarget(EmailAddress alias, EmailAddress target) {
        return alone(() ->
                storage.read(rows -> rows.targets(alias)).equals(List.of(target))
                        ? removeAlias(alias)
                        : change(tx -> new AliasRules(tx.rows()).removeTarget(alias, target)));
    }

    @Override
    public DirectoryOutcome removeAlias(EmailAddress alias) {
        return alone(() ->
                storage.read(rows -> new AliasRules(rows).obstacleToRemoving(alias))
                        .or(() -> uses.release(alias))
                        .orElseGet(() -> change(tx -> new AliasRules(tx.rows()).remove(alias))));
    }

    /// @param rule refuses before it writes anything
    private DirectoryOutcome change(Function<DirectoryTransaction, DirectoryOutcome> rule) {
        return alone(() -> storage.change(rule));
    }

    private DirectoryOutcome changeAccount(
            EmailAddress address,
            BiFunction<DirectoryTransaction, AccountId, DirectoryOutcome> rule,
            Consumer<AccountId> afterwards) {
        var changed = new AtomicReference<@Nullable AccountId>();
        var outcome =
                change(tx -> {
                    var credentials = tx.rows().credentials(address);
                    if (credentials.isEmpty()) {
                        return new NotFound("account " + address);
                    }
                    var account = credentials.get().account().id();
                    changed.set(account);
                    return rule.apply(tx, account);
                });
        var account = changed.get();
        if (outcome instanceof Done && account != null) {
            afterwards.accept(account);
        }
        return outcome;
    }
}
