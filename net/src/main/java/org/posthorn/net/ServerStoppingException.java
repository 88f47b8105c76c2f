package org.posthorn.net;

import java.io.IOException;

/// The server is stopping and the connection was waiting for a command: say goodbye and return.
/// Output still works.
public final class ServerStoppingException extends IOException {
    private static final long serialVersionUID = 1L;

    ServerStoppingException() {
        super("the server is stopping");
    }
}
