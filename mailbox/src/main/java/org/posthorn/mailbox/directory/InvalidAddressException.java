package org.posthorn.mailbox.directory;

/// The text is not an email address or domain name; the message says why, for people.
public final class InvalidAddressException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidAddressException(String message) {
        super(message);
    }
}
