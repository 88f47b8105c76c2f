package org.posthorn.mailbox.directory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Domains, accounts and aliases. Changes are durable when a method returns.
public interface Directory {
    boolean isLocal(DomainName domain);

    /// Who gets mail for this address: the account of that name, or all that an alias leads to,
    /// each once.
    Recipients resolve(EmailAddress address);

    /// Who has exactly this address, of a local domain.
    Holder holder(EmailAddress address);

    /// Rises with each change of the directory and of what is kept beside it: what was read before
    /// may be wrong after that.
    long generation();

    Optional<Account> account(EmailAddress address);

    Optional<Account> account(AccountId id);

    /// Calls `listener` after each change for which a session of this account must end, and at once
    /// if the account is gone or disabled. It is called on the thread that made the change and must
    /// be quick.
    AccountWatch watch(AccountId account, Consumer<AccountChange> listener);

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

    /// Makes `alias` stand for `target`, in addition to what it stands for already. Refused unless
    /// the target is an account or alias here, and if it would lead back to the alias.
    DirectoryOutcome addAliasTarget(EmailAddress alias, EmailAddress target);

    /// Removes one target; the alias goes with its last, as by [#removeAlias].
    DirectoryOutcome removeAliasTarget(EmailAddress alias, EmailAddress target);

    /// Refused while another alias stands for it alone; others lose it as a target.
    DirectoryOutcome removeAlias(EmailAddress alias);
}
