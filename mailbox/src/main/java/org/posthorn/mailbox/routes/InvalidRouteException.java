package org.posthorn.mailbox.routes;

/// Says in a clause what is wrong with an entry.
public final class InvalidRouteException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidRouteException(String message) {
        super(message);
    }

    /// What is wrong, such as `"port" must be a number`.
    public String clause() {
        return String.valueOf(getMessage());
    }
}
