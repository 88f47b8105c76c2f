package org.posthorn.mailbox.directory;

import java.util.List;
import java.util.Optional;

/// Domains, accounts and aliases. Changes are durable when a method returns.
public interface Directory {
    boolean isLocal(DomainName domain);

    /// Who gets mail for this address: the account of that name, or all that an alias leads to,
    /// each once.
    Recipients resolve(EmailAddress address);

    Optional<Account> account(EmailAddress address);

    Optional<Account> account(AccountId id);

    /// All domains, sorted by name.
    List<DomainName> domains();

    /// The accounts of a domain, sorted by address.
    List<Account> accounts(DomainName domain);

    /// The aliases of a domain, sorted by address.
    List<Alias> aliases(DomainName domain);

    DirectoryOutcome addDomain(DomainName domain);

    /// Refused while the domain has accounts or aliases.
    DirectoryOutcome removeDomain(DomainName domain);

    /// Adds the account with its first mailboxes (INBOX, Drafts, Sent, Junk, Trash, Archive), in
    /// one commit.
    DirectoryOutcome addAccount(EmailAddress address, Password password);

    DirectoryOutcome setPassword(EmailAddress address, Password password);

    DirectoryOutcome setEnabled(EmailAddress address, boolean enabled);

    /// Removes the account, its mailboxes and its messages. Refused while an alias leads to it
    /// alone.
    DirectoryOutcome removeAccount(EmailAddress address);

    /// Makes `alias` stand for `target`, in addition to what it stands for already.
    DirectoryOutcome addAliasTarget(EmailAddress alias, EmailAddress target);

    /// Removes one target; the alias goes with its last.
    DirectoryOutcome removeAliasTarget(EmailAddress alias, EmailAddress target);

    DirectoryOutcome removeAlias(EmailAddress alias);
}
