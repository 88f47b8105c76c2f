package org.posthorn.server.admin;

/// The request has more octets than any that makes sense; all of them have been read.
final class TooLargeRequestException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    TooLargeRequestException() {
        super("The request is too large.");
    }
}
