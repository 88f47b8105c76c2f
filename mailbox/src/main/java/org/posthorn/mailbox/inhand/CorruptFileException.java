package org.posthorn.mailbox.inhand;

/// A file is not what it is to be.
final class CorruptFileException extends Exception {
    private static final long serialVersionUID = 1L;

    CorruptFileException(String message) {
        super(message);
    }
}
