package org.posthorn.server;

/// The server cannot start; the message is one sentence for the administrator that says what to do.
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
