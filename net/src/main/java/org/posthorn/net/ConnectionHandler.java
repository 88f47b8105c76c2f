package org.posthorn.net;

import java.io.IOException;

/// A protocol, as the listener sees it.
public interface ConnectionHandler {

    /// Speaks with a peer from greeting to goodbye, on the connection's own thread. The connection
    /// is closed when this returns or throws; an [IOException] means that the peer or the network
    /// ended it and is no error of ours.
    void serve(Connection connection) throws IOException;

    /// The line, without its end, that a connection hears before it is closed because there are too
    /// many; empty to say nothing.
    default String refusal() {
        return "";
    }
}
