package org.posthorn.imap;

/// The session cannot go on, for a reason that the client is told with `* BYE`.
final class SessionEndException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String farewell;

    SessionEndException(String farewell) {
        super(farewell, null, false, false);
        this.farewell = farewell;
    }

    String farewell() {
        return farewell;
    }
}
