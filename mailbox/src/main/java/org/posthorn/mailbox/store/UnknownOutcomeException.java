package org.posthorn.mailbox.store;

/// The storage failed while it committed: the change may be on disk or not.
///
/// Whoever gets this tries nothing again, lest a message be stored twice, and tells its client
/// neither that it is done nor that it is not.
public final class UnknownOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnknownOutcomeException(String message) {
        super(message);
    }
}
