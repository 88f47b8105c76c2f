package org.posthorn.mailbox.routes;

import java.util.Set;
import org.posthorn.mailbox.directory.DomainName;
import org.posthorn.mailbox.directory.EmailAddress;

/// The addresses that every domain has to have (RFC 2142 sections 2 and 4, RFC 5321 section 4.5.1).
public final class Duties {
    private static final Set<String> NAMES = Set.of("postmaster", "abuse");

    private Duties() {}

    /// Whether mail for this address has to arrive somewhere, if its domain is ours.
    public static boolean isDuty(EmailAddress address) {
        return NAMES.contains(address.localPart());
    }

    /// The address that gets a domain's mail about mail.
    public static EmailAddress postmaster(DomainName domain) {
        return new EmailAddress("postmaster", domain);
    }
}
