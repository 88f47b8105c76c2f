package org.posthorn.mailbox.store;

/// A change that was refused because an account would hold more than its [AccountLimits].
public final class OverLimitException extends StoreException {
    private static final long serialVersionUID = 1L;

    public OverLimitException(String message) {
        super(message);
    }
}
