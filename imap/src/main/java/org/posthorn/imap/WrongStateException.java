package org.posthorn.imap;

/// The command belongs to another state of the session (RFC 9051 section 3): answered `BAD`.
final class WrongStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongStateException(String message) {
        super(message, null, false, false);
    }
}
