package org.posthorn.mailbox.directory;

import java.util.Optional;

/// What is kept elsewhere about the addresses and domains of a directory, which asks here before a
/// change, outside of transactions, and changes nothing meanwhile.
public interface AddressUses {
    /// Nothing is.
    AddressUses NONE =
            new AddressUses() {
                @Override
                public Optional<String> holder(EmailAddress address) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> groupAt(EmailAddress address) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> use(DomainName domain) {
                    return Optional.empty();
                }

                @Override
                public Optional<DirectoryOutcome> circle(EmailAddress alias, EmailAddress target) {
                    return Optional.empty();
                }

                @Override
                public Optional<DirectoryOutcome> release(EmailAddress account) {
                    return Optional.empty();
                }
            };

    /// What else than an account or alias mail for this address goes to, by name.
    Optional<String> holder(EmailAddress address);

    /// What has this address so that no account and no alias can have it, by name.
    Optional<String> groupAt(EmailAddress address);

    /// What is about a domain or leads there, by name.
    Optional<String> use(DomainName domain);

    /// Why an alias cannot stand for an address: mail would go round in circles.
    Optional<DirectoryOutcome> circle(EmailAddress alias, EmailAddress target);

    /// Lets go of an account that is about to be removed.
    ///
    /// @return why it has to stay, if it has to; nothing is changed then
    Optional<DirectoryOutcome> release(EmailAddress account);
}
