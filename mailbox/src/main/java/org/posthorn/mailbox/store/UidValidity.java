package org.posthorn.mailbox.store;

/// The value that makes a mailbox's UIDs comparable over time: 1 to 4294967295 (RFC 9051 section
/// 2.3.1.1).
public record UidValidity(long value) {
    public UidValidity {
        if (value < 1 || value > Uid.MAX_VALUE) {
            throw new IllegalArgumentException("not a UIDVALIDITY: " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
