package org.posthorn.mailbox.directory;

/// An address in its one form: local part lower case and NFC, domain as in [DomainName].
///
/// @param localPart without quotes
public record EmailAddress(String localPart, DomainName domain)
        implements Comparable<EmailAddress> {
    /// From any spelling of `local@domain`, without angle brackets; the local part may be a quoted
    /// string.
    public static EmailAddress parse(String text) throws InvalidAddressException {
        int at = text.lastIndexOf('@');
        if (at < 1) {
            throw new InvalidAddressException("an address is local@domain");
        }
        return new EmailAddress(
                text.substring(0, at).toLowerCase(java.util.Locale.ROOT),
                DomainName.parse(text.substring(at + 1)));
    }

    @Override
    public int compareTo(EmailAddress other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : localPart.compareTo(other.localPart);
    }

    /// As it is written in SMTP, quoted where it must be.
    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
