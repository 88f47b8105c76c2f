package org.posthorn.net;

import java.io.IOException;

/// The server cannot afford this connection now: tell the peer to come back later, and return.
/// Output still works, if anything does.
public final class ServerBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    public ServerBusyException(String message) {
        super(message);
    }
}
