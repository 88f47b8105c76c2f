package org.posthorn.server.config;

/// The text is not a value of its kind; the message says what it would have to be.
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1L;

    BadValueException(String message) {
        super(message);
    }
}
