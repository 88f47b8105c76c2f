package org.posthorn.mailbox.store;

/// EMAILID (RFC 8474 section 5.1): the same for every copy of a message, and for no other.
public record EmailId(long value) {
    public EmailId {
        if (value < 1) {
            throw new IllegalArgumentException("not an email id: " + value);
        }
    }

    /// As clients see it.
    @Override
    public String toString() {
        return "M" + Long.toString(value, Character.MAX_RADIX);
    }
}
