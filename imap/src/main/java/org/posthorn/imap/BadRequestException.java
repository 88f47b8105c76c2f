package org.posthorn.imap;

/// The command fits the grammar but cannot be meant: answered `BAD`, and nothing was done.
final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message, null, false, false);
    }
}
