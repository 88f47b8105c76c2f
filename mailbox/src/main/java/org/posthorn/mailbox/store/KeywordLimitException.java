package org.posthorn.mailbox.store;

/// A change was refused, and nothing was changed, because a mailbox's messages would have too many
/// keywords, or one that is too long. What the client asked for is at fault; the message says the
/// limit to people.
public final class KeywordLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeywordLimitException(String message) {
        super(message);
    }
}
