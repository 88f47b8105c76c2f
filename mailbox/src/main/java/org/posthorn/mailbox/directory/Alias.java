package org.posthorn.mailbox.directory;

import java.util.List;

/// An address that stands for one or more local addresses, accounts or other aliases.
public record Alias(EmailAddress address, List<EmailAddress> targets) {
    public Alias {
        targets = List.copyOf(targets);
    }
}
