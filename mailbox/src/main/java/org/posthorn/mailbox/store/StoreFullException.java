package org.posthorn.mailbox.store;

/// The disk has no room for what would grow; nothing was changed, and reading and deleting go on.
public final class StoreFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreFullException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreFullException(String message) {
        super(message);
    }
}
