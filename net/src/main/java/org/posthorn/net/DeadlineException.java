package org.posthorn.net;

import java.net.SocketTimeoutException;

/// What was to be done by a connection's deadline, such as to log in, has not been done, whatever
/// the peer said meanwhile: say goodbye and return. Output still works.
public final class DeadlineException extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;

    DeadlineException() {
        super("the connection's deadline has passed");
    }
}
