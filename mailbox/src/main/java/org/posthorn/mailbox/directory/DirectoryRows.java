package org.posthorn.mailbox.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Domains, accounts and aliases within one transaction. Nothing here asks whether a change makes
/// sense.
public interface DirectoryRows {
    boolean hasDomain(DomainName domain);

    /// Sorted by name.
    List<DomainName> domains();

    void addDomain(DomainName domain);

    void removeDomain(DomainName domain);

    Optional<Credentials> credentials(EmailAddress address);

    Optional<Account> account(AccountId id);

    /// Sorted by address.
    List<Account> accounts(DomainName domain);

    /// Adds an enabled account, under a number that no account had before.
    AccountId addAccount(EmailAddress address, ScramVerifier verifier, Instant created);

    void setVerifier(AccountId account, ScramVerifier verifier);

    void setEnabled(AccountId account, boolean enabled);

    /// Removes the row of the account and nothing else.
    void removeAccount(AccountId account);

    /// What the alias stands for directly, sorted; empty if there is no such alias.
    List<EmailAddress> targets(EmailAddress alias);

    /// The aliases that name this target, sorted.
    List<EmailAddress> aliasesOf(EmailAddress target);

    /// Sorted by address.
    List<Alias> aliases(DomainName domain);

    void addTarget(EmailAddress alias, EmailAddress target);

    void removeTarget(EmailAddress alias, EmailAddress target);
}
