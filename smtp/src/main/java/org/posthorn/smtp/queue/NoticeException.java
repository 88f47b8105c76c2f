package org.posthorn.smtp.queue;

/// A report could not be written.
final class NoticeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    /// @param message the id of the message that it is about
    NoticeException(String message, RuntimeException cause) {
        super("the report about " + message + " could not be written", cause);
        this.message = message;
    }

    String message() {
        return message;
    }
}
