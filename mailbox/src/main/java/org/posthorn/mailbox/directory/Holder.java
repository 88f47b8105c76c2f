package org.posthorn.mailbox.directory;

import java.util.List;

/// Who has an address, exactly as it is written.
public sealed interface Holder {
    /// An account, enabled or not.
    record OfAccount(Account account) implements Holder {}

    /// An alias, with the addresses that it stands for.
    record OfAlias(List<EmailAddress> targets) implements Holder {
        public OfAlias {
            targets = List.copyOf(targets);
        }
    }

    record Nobody() implements Holder {}
}
