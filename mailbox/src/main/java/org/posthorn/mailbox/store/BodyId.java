package org.posthorn.mailbox.store;

/// A stored body's number; one body may be shown by many mailboxes.
public record BodyId(long value) {
    public BodyId {
        if (value < 1) {
            throw new IllegalArgumentException("not a body id: " + value);
        }
    }
}
