package org.posthorn.mailbox.directory;

/// A client's message is none of the mechanism, or asks for what it may not have.
public final class ScramException extends Exception {
    private static final long serialVersionUID = 1L;

    ScramException(String message) {
        super(message, null, false, false);
    }
}
