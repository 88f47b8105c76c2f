package org.posthorn.mailbox.store;

/// The storage could not do what it was asked, through no fault of the client; nothing was changed.
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
