package org.posthorn.mailbox.directory;

import java.util.List;

/// Where mail for an address goes.
public sealed interface Recipients {
    /// To these accounts, all enabled; never empty.
    record Accounts(List<Account> accounts) implements Recipients {}

    /// The address is of a local domain, and nobody has it.
    record Unknown() implements Recipients {}

    /// It leads to disabled accounts only.
    record Disabled() implements Recipients {}

    /// The domain is not ours.
    record Foreign() implements Recipients {}
}
