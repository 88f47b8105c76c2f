package org.posthorn.mailbox.deliverylog;

/// Octets of the log are not what was written.
public final class DamagedLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedLogException(String message) {
        super(message);
    }

    DamagedLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
