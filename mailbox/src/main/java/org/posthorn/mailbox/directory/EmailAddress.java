package org.posthorn.mailbox.directory;

import java.util.Optional;

/// An address in its one form: local part lower case and NFC, domain as in [DomainName].
///
/// @param localPart without quotes
public record EmailAddress(String localPart, DomainName domain)
        implements Comparable<EmailAddress> {
    /// A path of 256 octets less its angle brackets (RFC 5321 section 4.5.3.1.3).
    private static final int MAX_OCTETS = 254;

    /// Takes the local part in any case, without quotes.
    ///
    /// @throws IllegalArgumentException if there can be no such address
    public EmailAddress {
        try {
            localPart = LocalPart.canonical(localPart);
            checkLength(localPart, domain);
        } catch (InvalidAddressException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// From any spelling of `local@domain`, without angle brackets; the local part may be a quoted
    /// string.
    ///
    /// `Mailbox = Local-part "@" Domain` (RFC 5321 section 4.1.2); an address literal is refused.
    public static EmailAddress parse(String text) throws InvalidAddressException {
        int at = text.startsWith("\"") ? LocalPart.endOfQuoted(text) : text.indexOf('@');
        if (at < 0 || at >= text.length() || text.charAt(at) != '@') {
            throw new InvalidAddressException("there is no @ after the name");
        }
        var localPart = LocalPart.canonical(LocalPart.unquote(text.substring(0, at)));
        var domain = DomainName.parse(text.substring(at + 1));
        checkLength(localPart, domain);
        return new EmailAddress(localPart, domain);
    }

    private static void checkLength(String localPart, DomainName domain)
            throws InvalidAddressException {
        if (LocalPart.octets(LocalPart.print(localPart)) + 1 + domain.value().length()
                > MAX_OCTETS) {
            throw new InvalidAddressException("the address is longer than 254 octets");
        }
    }

    /// `user@example.com` for `user+detail@example.com` (RFC 5233 section 1): what precedes the
    /// first `+`.
    public Optional<EmailAddress> withoutDetail() {
        int plus = localPart.indexOf('+');
        return plus > 0 && localPart.charAt(plus - 1) != ' '
                ? Optional.of(new EmailAddress(localPart.substring(0, plus), domain))
                : Optional.empty();
    }

    /// `detail` of `user+detail@example.com`; empty where there is none.
    public String detail() {
        int plus = localPart.indexOf('+');
        return plus > 0 ? localPart.substring(plus + 1) : "";
    }

    @Override
    public int compareTo(EmailAddress other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : localPart.compareTo(other.localPart);
    }

    /// As it is written in SMTP, quoted where it must be.
    @Override
    public String toString() {
        return LocalPart.print(localPart) + "@" + domain;
    }
}
