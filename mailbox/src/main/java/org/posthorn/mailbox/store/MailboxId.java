package org.posthorn.mailbox.store;

/// A mailbox's number in the store; never reused, and kept by RENAME (RFC 8474 section 4).
public record MailboxId(long value) {
    public MailboxId {
        if (value < 1) {
            throw new IllegalArgumentException("not a mailbox id: " + value);
        }
    }

    /// The MAILBOXID that clients see.
    public String objectId() {
        return "F" + Long.toString(value, Character.MAX_RADIX);
    }
}
