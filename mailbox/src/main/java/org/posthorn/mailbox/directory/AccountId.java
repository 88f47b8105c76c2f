package org.posthorn.mailbox.directory;

/// An account's number in the store; never reused.
public record AccountId(long value) {
    public AccountId {
        if (value < 1) {
            throw new IllegalArgumentException("not an account id: " + value);
        }
    }
}
